"""What the commands write: the page, the workbook, the exports. One room each; none imports another."""
