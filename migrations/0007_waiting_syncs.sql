ALTER TABLE `runs` ADD `group_key` text;--> statement-breakpoint
CREATE INDEX `runs_of_group` ON `runs` (`group_key`,`status`) WHERE group_key is not null and status in ('queued', 'running');