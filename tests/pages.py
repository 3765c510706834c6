"""Pages as the sites of governments are built, around a plan: each a layout of a common publishing system."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

from office import blocks

_NAVIGATION = "".join(
    f'<li><a href="/{at}">{word}</a></li>'
    for at, word in enumerate(("首页", "政务公开", "政务服务", "互动交流", "数据开放", "专题专栏"))
)
_PATH = '<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zw">政务公开</a> &gt; 正文</div>'
_TOOLS = (
    '<div class="share"><span>分享到：</span><a title="微信"></a><a href="javascript:print()">【打印本页】</a>'
    ' <a href="javascript:close()">【关闭窗口】</a> 字体：【<a>大</a> <a>中</a> <a>小</a>】</div>'
)
_SOURCE = "<div><span>发布时间：2025-03-11 09:30</span><span>来源：县政府办</span><span>浏览次数：<em>1024</em> 次</span></div>"
_SHEET = (
    "<table class=xxgk><tr><td>索 引 号</td><td>YX0001-2025-0012</td><td>主题分类</td><td>环境保护</td></tr>"
    "<tr><td>发布机构</td><td>县政府办</td><td>发布日期</td><td>2025-03-11</td></tr></table>"
)
_RELATED = (
    '<div class="related"><h3>相关文件</h3><ul><li><a href="1.html">一图读懂</a></li><li><a href="2.html">政策解读：怎么看</a>'
    '</li><li><a href="3.html">关于印发工业倍增计划的通知</a></li></ul></div>'
)
_FILES = '<div class="fj"><p>附件下载：</p><p><a href="P1.docx">方案.docx</a></p></div>'
_FOOT = (
    "<div class=footer><p>主办：某县人民政府　承办：某县人民政府办公室</p><p>地址：人民路1号　邮编：000000</p>"
    "<p><a>网站地图</a> | <a>联系我们</a> | <a>隐私声明</a></p><p>网站标识码：0000000001　<a>某ICP备00000000号</a></p></div>"
)


def _page(body: str) -> bytes:
    head = (
        '<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"><html><head>'
        '<meta http-equiv="Content-Type" content="text/html; charset=gb2312"/><title>方案_某县人民政府</title>'
        '<script>if (1<2) document.write("<p>一、假标题</p>")</script><style>.a>b{c:d}</style></head>'
    )
    return f"{head}<body>{body}</body></html>".encode("gb18030")


def _article(text: str, paragraph: Callable[[str], str]) -> str:
    return "".join(
        _table(block) if isinstance(block, list) else paragraph(escape(block)) for block in blocks(text)
    )


def _table(rows: list[list[str]]) -> str:
    lines = ("".join(f"<td><p><span>{escape(cell)}</span></p></td>" for cell in row) for row in rows)
    return f'<table border="1"><tbody>{"".join(f"<tr>{line}</tr>" for line in lines)}</tbody></table>'


def trs(text: str, title: str) -> bytes:
    article = _article(
        text, lambda words: f'<p style="text-indent:2em"><span style="font-size:16pt">{words}</span></p>\n'
    )
    return _page(
        f"<div><a>English</a> <a>无障碍浏览</a></div><ul>{_NAVIGATION}</ul><form><button>搜索</button></form>{_PATH}"
        f'<h1>{title}</h1>{_SOURCE}{_TOOLS}<div class="view TRS_UEDITOR"><div class=TRS_Editor><style>.TRS_Editor P'
        f"{{margin:0}}</style>{article}</div></div>{_FILES}{_TOOLS}{_RELATED}{_FOOT}"
    )


def ucap(text: str, title: str) -> bytes:
    article = _article(text, lambda words: f"<p>　　{words}</p>")
    return _page(
        f"<header><nav><ul>{_NAVIGATION}</ul></nav></header><div>{_PATH}{_SHEET}<div class=pages-title>{title}</div>"
        f'<div class=pages-date>2025年03月11日 09:30 <span class="font">来源：县政府办</span>{_TOOLS}</div>'
        f'<div class=pages_content id="UCAP-CONTENT">{article}</div></div>{_RELATED}<footer>{_FOOT}</footer>'
    )


def zoom(text: str, title: str) -> bytes:
    """Everything in tables, the plan in one cell, its lines parted by <br>."""
    article = _article(text, lambda words: f"　　{words}<br><br>")
    row = "<tr><td{}>{}</td></tr>".format
    inner = row("", title) + row("", _SOURCE) + row(" id=zoom", article) + row("", _TOOLS)
    inner += row("", "上一篇：<a href=1>消防工作要点</a><br>下一篇：<a href=2>安全检查的通知</a>")
    return _page(f"<table>{row('', f'<table>{inner}</table>')}{row('', _FOOT)}</table>")


def unnamed(text: str, title: str) -> bytes:
    """No class that says where the article is; every paragraph a div of broken spans, as pasted from Word."""

    def paragraph(words: str) -> str:
        spans = "".join(f'<span lang="EN-US">{words[at : at + 7]}</span>' for at in range(0, len(words), 7))
        return f'<div class="MsoNormal">&nbsp;&nbsp;&nbsp;&nbsp;{spans}<o:p></o:p></div>\n'

    return _page(
        f"<div id=app><ul>{_NAVIGATION}</ul><div>{_PATH}<div><h3>栏目导航</h3><ul><li><a>政府文件</a></li><li><a>政策解读</a>"
        f"</li><li><a>人事信息</a></li></ul></div><div><h2>{title}</h2>{_SOURCE}<div>{_article(text, paragraph)}</div>"
        f"{_FILES}{_TOOLS}</div></div>{_RELATED}<div>{_FOOT}</div></div>"
    )


def editorial(text: str, title: str) -> bytes:
    """The editor's name within the article, a square to scan behind it."""
    article = _article(text, lambda words: f'<p class="p0">{words}</p>')
    return _page(
        f"<ul class=nav>{_NAVIGATION}</ul>{_PATH}<div class=article><div>{_SHEET}</div><div>{title}</div>"
        f'<div class="article-con" id=articleContent>{article}<p style="text-align:right">【责任编辑：张三】</p></div>'
        f"{_TOOLS}{_RELATED}</div><div class=qrcode><img src=q.png><p>扫一扫在手机打开当前页</p></div>{_FOOT}"
    )


def college(text: str, title: str) -> bytes:
    article = _article(
        text, lambda words: f"<p><font size=4>{words[:3]}</font><font size=4>{words[3:]}</font></p>"
    )
    return _page(
        f"<div class=nav>{_NAVIGATION}</div><form><div><h1>{title}</h1><div>发布日期：2025-03-11&nbsp;&nbsp;浏览量："
        f"<script>clicks(1)</script></div><div id=vsb_content><div class=v_news_content>{article}</div></div></div></form>{_FOOT}"
    )


def short(text: str, title: str) -> bytes:
    """Two links above the title, a bar of tools in one line, a foot of bare lines; no class says anything."""
    article = _article(text, lambda words: f"<p>{words}</p>")
    return _page(
        "<div><a href=/>首页</a> | <a href=/zw>政务公开</a></div><div><a href=/gk>概况</a> <a href=/rs>人事</a></div>"
        "<div><a href=/>首页</a> &gt; <a href=/zw>政务公开</a> &gt; 文件</div>"
        f"<h1>{title}</h1><div>2025-03-11 09:30 来源：县政府办 字号：<a>大</a> <a>中</a> <a>小</a> 打印 分享到：</div>"
        f"<div>{article}</div><p>【打印】 【关闭】</p><p>上一篇：<a href=1>消防</a></p><p>下一篇：没有了</p>"
        "<p>扫一扫在手机打开当前页</p><p>主办：某县人民政府办公室</p><p>网站标识码：0000000001</p>"
    )


def listed(text: str, title: str) -> bytes:
    """The sheet of metadata as a list of definitions, the bars as lists of no links."""
    article = _article(text, lambda words: f"<p>　　{words}</p>")
    bar = "".join(f"<li>{word}</li>" for word in ("走进某县", "政务公开", "办事服务", "互动交流"))
    return _page(
        f"<ul>{bar}</ul><div><span>长辈版</span> | <span>无障碍</span> | <span>繁体</span></div><p>政策文件 &gt; 正文</p>"
        "<dl><dt>索引号：</dt><dd>YX0001-2025-0012</dd><dt>有效性：</dt><dd>有效</dd><dt>发布日期：</dt><dd>2025-03-11</dd></dl>"
        f"<div>{title}</div><div>浏览次数：12 次 【字体：大 中 小】</div>{article}"
        "<p>（责任编辑：张三）</p><div>分享到：微信 微博</div><div>相关解读</div><p>Copyright © 2025 All Rights Reserved</p>"
    )


def message(text: str, title: str) -> bytes:
    """An article of a messenger's public account."""
    article = _article(text, lambda words: f"<section><span>{words}</span></section>")
    return _page(
        f'<div id="page-content"><h1 class="rich_media_title">{title}</h1><div><em>2025-03-11 09:30</em></div>'
        f'<div class="rich_media_content" id="js_content" style="visibility: hidden;">{article}</div>'
        "<p>扫一扫，关注我们</p><p>分享 收藏</p></div>"
    )


LAYOUTS = (trs, ucap, zoom, unnamed, editorial, college, short, listed, message)
