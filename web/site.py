"""全部页面的路由。"""

from __future__ import annotations

from web.routes import assets, calendar, checks, files, front, indicators, matrix, plans, units, uploads

ROUTERS = tuple(
    module.router
    for module in (front, plans, units, indicators, matrix, calendar, checks, uploads, files, assets)
)
