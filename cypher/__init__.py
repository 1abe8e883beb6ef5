"""Where the query texts are. Data only: `graph.catalog` reads them."""

from pathlib import Path

FOLDER = Path(__file__).parent
