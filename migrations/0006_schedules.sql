-- Schedules are manual, interval or cron now: hourly is an interval of 60 minutes. The minute Cron works out when each starts next.
UPDATE `connections` SET `schedule` = 'interval', `every_minutes` = 60, `working_hours_only` = 1, `next_due_at` = -unixepoch() * 1000 WHERE `schedule` = 'hourly';
