CREATE TABLE `stream_catalogs` (
	`tenant_id` text NOT NULL,
	`connection_id` text NOT NULL,
	`streams` text NOT NULL,
	`version` integer NOT NULL,
	`seen_at` integer NOT NULL,
	PRIMARY KEY(`tenant_id`, `connection_id`),
	FOREIGN KEY (`tenant_id`,`connection_id`) REFERENCES `connections`(`tenant_id`,`id`) ON UPDATE no action ON DELETE no action
);
