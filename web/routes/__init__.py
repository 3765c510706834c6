"""页面的路由，一类页面一个模块：read the address, ask the store, fill in a template."""
