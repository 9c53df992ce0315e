DROP INDEX `runs_of_group`;--> statement-breakpoint
CREATE INDEX `runs_of_group` ON `runs` (`group_key`,`status`) WHERE group_key is not null;
--> statement-breakpoint
UPDATE `runs` SET `group_key` = NULL WHERE `status` NOT IN ('queued', 'running');
