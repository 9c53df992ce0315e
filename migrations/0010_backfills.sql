CREATE TABLE `backfill_slices` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`backfill_id` text NOT NULL,
	`number` integer NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`run_id` text,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`backfill_id`) REFERENCES `backfills`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action,
	FOREIGN KEY (`tenant_id`,`run_id`) REFERENCES `runs`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `backfill_slices_in_order` ON `backfill_slices` (`tenant_id`,`backfill_id`,`number`);--> statement-breakpoint
CREATE TABLE `backfills` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`connection_id` text NOT NULL,
	`from_day` text NOT NULL,
	`to_day` text NOT NULL,
	`status` text NOT NULL,
	`reason` text,
	`created_at` integer NOT NULL,
	`ended_at` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`connection_id`) REFERENCES `connections`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `backfills_one_active` ON `backfills` (`tenant_id`,`connection_id`) WHERE status = 'active';--> statement-breakpoint
CREATE INDEX `backfills_of_connection` ON `backfills` (`tenant_id`,`connection_id`,`created_at`);--> statement-breakpoint
CREATE INDEX `backfills_active` ON `backfills` (`status`) WHERE status = 'active';