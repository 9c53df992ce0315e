CREATE TABLE `platform_groups` (
	`key` text PRIMARY KEY NOT NULL,
	`platform` text NOT NULL,
	`max_running` integer NOT NULL,
	`paused_until` integer,
	`paused_reason` text,
	`updated_at` integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE `schema_changes` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`connection_id` text NOT NULL,
	`run_id` text,
	`stream` text NOT NULL,
	`kind` text NOT NULL,
	`column` text,
	`from_type` text,
	`to_type` text,
	`seen_at` integer NOT NULL,
	`acknowledged_at` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`connection_id`) REFERENCES `connections`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE INDEX `schema_changes_of_connection` ON `schema_changes` (`tenant_id`,`connection_id`,`seen_at`);--> statement-breakpoint
CREATE TABLE `webhook_deliveries` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`endpoint_id` text NOT NULL,
	`dedupe_key` text NOT NULL,
	`received_at` integer NOT NULL,
	`last_received_at` integer NOT NULL,
	`times` integer DEFAULT 1 NOT NULL,
	`outcome` text NOT NULL,
	`airbyte_connection_id` text,
	`airbyte_job_id` text,
	`connection_id` text,
	`signed` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`,`endpoint_id`) REFERENCES `webhook_endpoints`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_deliveries_once` ON `webhook_deliveries` (`tenant_id`,`endpoint_id`,`dedupe_key`);--> statement-breakpoint
CREATE INDEX `webhook_deliveries_newest` ON `webhook_deliveries` (`tenant_id`,`received_at`);--> statement-breakpoint
CREATE TABLE `webhook_endpoints` (
	`tenant_id` text NOT NULL,
	`id` text NOT NULL,
	`token_hash` text NOT NULL,
	`secret` text,
	`created_at` integer NOT NULL,
	`revoked_at` integer,
	PRIMARY KEY(`tenant_id`, `id`),
	FOREIGN KEY (`tenant_id`) REFERENCES `tenants`(`id`) ON UPDATE no action ON DELETE no action
);
--> statement-breakpoint
CREATE UNIQUE INDEX `webhook_endpoints_token` ON `webhook_endpoints` (`token_hash`);--> statement-breakpoint
ALTER TABLE `connections` ADD `source_type` text;--> statement-breakpoint
ALTER TABLE `connections` ADD `airbyte_source_id` text;--> statement-breakpoint
ALTER TABLE `connections` ADD `airbyte_destination_id` text;--> statement-breakpoint
ALTER TABLE `connections` ADD `status` text DEFAULT 'active' NOT NULL;--> statement-breakpoint
ALTER TABLE `connections` ADD `attention_message` text;--> statement-breakpoint
ALTER TABLE `connections` ADD `attention_at` integer;--> statement-breakpoint
ALTER TABLE `connections` ADD `every_minutes` integer;--> statement-breakpoint
ALTER TABLE `connections` ADD `cron` text;--> statement-breakpoint
ALTER TABLE `connections` ADD `cron_time_zone` text;--> statement-breakpoint
ALTER TABLE `connections` ADD `working_hours_only` integer DEFAULT true NOT NULL;--> statement-breakpoint
ALTER TABLE `connections` ADD `next_due_at` integer;--> statement-breakpoint
ALTER TABLE `connections` ADD `look_back_days` integer;--> statement-breakpoint
ALTER TABLE `connections` ADD `history_from` text;--> statement-breakpoint
ALTER TABLE `connections` ADD `accounts` text;--> statement-breakpoint
ALTER TABLE `connections` ADD `streams` text;--> statement-breakpoint
ALTER TABLE `connections` ADD `group_key` text;--> statement-breakpoint
CREATE INDEX `connections_due` ON `connections` (`status`,`next_due_at`);--> statement-breakpoint
CREATE INDEX `connections_of_group` ON `connections` (`group_key`);--> statement-breakpoint
ALTER TABLE `runs` ADD `trigger` text;--> statement-breakpoint
ALTER TABLE `runs` ADD `range_from` text;--> statement-breakpoint
ALTER TABLE `runs` ADD `range_to` text;--> statement-breakpoint
ALTER TABLE `runs` ADD `backfill_id` text;--> statement-breakpoint
ALTER TABLE `runs` ADD `warning_kind` text;--> statement-breakpoint
ALTER TABLE `runs` ADD `streams` text;