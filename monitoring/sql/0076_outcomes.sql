-- The kind that stands in a record is that of its metric, and a metric of which something was counted keeps its kind.
ALTER TABLE monitoring_outcomerecord ADD CONSTRAINT outcome_is_of_the_kind_of_its_metric
FOREIGN KEY (metric_id, kind) REFERENCES monitoring_outcomemetric (id, kind);
