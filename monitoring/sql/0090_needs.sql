-- The measure of a need for action serves the need's own goal; where a measure moves to another goal, its needs go with it.
CREATE UNIQUE INDEX network_measure_with_its_goal ON network_measure (id, goal_id);
ALTER TABLE monitoring_needforaction ADD CONSTRAINT measure_of_a_need_serves_its_goal
FOREIGN KEY (measure_id, goal_id) REFERENCES network_measure (id, goal_id) ON UPDATE CASCADE;
