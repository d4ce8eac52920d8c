"""Pages of the monitoring as PDFs for meetings."""
