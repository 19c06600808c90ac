"""Links that the window opens: pages of the AWS documentation, which no template can choose."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices

_HOST = "docs.aws.amazon.com"


def is_documentation(address: str) -> bool:
    """Whether an address leads to the AWS documentation and nowhere else, over HTTPS."""
    url = QUrl(address, QUrl.ParsingMode.StrictMode)
    is_plain = url.isValid() and not url.userInfo() and url.port() == -1
    return is_plain and url.scheme() == "https" and url.host() == _HOST


def open_documentation(address: str) -> None:
    """Open a page of the AWS documentation in the browser; any other address is left alone."""
    if is_documentation(address):
        QDesktopServices.openUrl(QUrl(address, QUrl.ParsingMode.StrictMode))


def open_report(path: str) -> None:
    """Open a report that was just written in the browser."""
    QDesktopServices.openUrl(QUrl.fromLocalFile(path))
