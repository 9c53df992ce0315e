ALTER TABLE `runs` ADD `peak_memory` integer;--> statement-breakpoint
ALTER TABLE `runs` ADD `peak_disk` integer;