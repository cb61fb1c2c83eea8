"""Papers printed to PDF by a headless browser, as a clerk's browser prints them."""

from tests.browser.conftest import browser

__all__ = ["browser"]
