CREATE TABLE `snapshot_pins` (
	`tenant_id` text NOT NULL,
	`snapshot_id` text NOT NULL,
	`holder` text NOT NULL,
	`note` text,
	`pinned_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `snapshot_id`, `holder`),
	FOREIGN KEY (`tenant_id`,`snapshot_id`) REFERENCES `snapshots`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `snapshots_by_status` ON `snapshots` (`status`,`tenant_id`,`generated_at`);