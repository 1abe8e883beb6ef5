"""Server-rendered pages: HTML and SVG made from answers of the graph; no question is answered here first."""

from api.pages.problems import problem_page
from api.pages.router import pages_router
from api.pages.static import mount_static
from api.pages.waiting import waiting_page

__all__ = ["mount_static", "pages_router", "problem_page", "waiting_page"]
