using System.Globalization;
using Reliability.Incidents;
using static Reliability.Incidents.IncidentSeverity;

namespace WeeklyReviewSample;

/// <summary>What happened in a quarter of a shop: twelve outages, two releases a week.</summary>
internal static class Quarter
{
    public const string Service = "shop";

    public static readonly DateTimeOffset Start = At("2026-07-01 00:00");
    public static readonly DateTimeOffset End = At("2026-10-01 00:00");

    /// <summary>The morning of the review.</summary>
    public static readonly DateTimeOffset AsOf = At("2026-10-01 08:00");

    public static readonly IReadOnlyList<Outage> Outages =
    [
        Of("tax", "2026-07-02 09:31", 31, "Prices without tax", "release", Medium, 0.2, "One order in five failed.", 3, "5.1"),
        Of("slow-payments", "2026-07-08 14:40", 63, "Payments time out", "payment-provider", High, 0.45, "Half of the orders failed."),
        Of("dns", "2026-07-14 22:05", 9, "The shop has no name", "dns", Critical, 0.9, "Nobody reached the shop.", 1),
        Of("lock", "2026-07-22 11:20", 95, "Orders wait for a lock", "database", High, 0.3, "A third of the orders failed.", 12),
        Of("cart", "2026-07-28 09:12", 52, "Carts lose items", "release", Medium, 0.15, "Some carts were empty.", 21, "5.8"),
        Of("refunds", "2026-08-05 16:02", 142, "Payments time out again", "payment-provider", High, 0.4, "Two orders in five failed.", 6),
        Of("stock", "2026-08-12 02:47", 1609, "Stock is not updated", "capacity", Low, 0.01, "Some orders were cancelled later.", 330),
        Of("index", "2026-08-19 13:15", 44, "Orders wait for a lock again", "database", Medium, 0.25, "One order in four failed.", 5),
        Of("certificate", "2026-08-26 10:55", 18, "A certificate has expired", "certificate", High, 0.7, "Browsers refused the shop.", 2),
        Of("provider", "2026-09-05 19:33", 245, "The provider of payments is down", "payment-provider", Critical, 0.6, "Most failed.", 5),
        Of("search", "2026-09-15 09:18", 26, "Search finds nothing", "release", Medium, 0.1, "Customers did not find products.", 8, "5.22"),
        Of("queue", "2026-09-24 12:09", 78, "Confirmations are late", "queue", Low, 0.02, "Mails came an hour late.", 35),
    ];

    /// <summary>The days of releases: every Tuesday and Thursday at nine.</summary>
    public static IEnumerable<(string Version, DateTimeOffset At)> Releases()
    {
        int number = 1;
        for (DateTimeOffset day = Start; day < End; day = day.AddDays(1))
        {
            if (day.DayOfWeek is DayOfWeek.Tuesday or DayOfWeek.Thursday)
            {
                yield return (string.Create(CultureInfo.InvariantCulture, $"5.{number++}"), day.AddHours(9));
            }
        }
    }

    public static DateTimeOffset At(string text) =>
        DateTimeOffset.ParseExact(text, "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    private static Outage Of(
        string name,
        string start,
        int minutes,
        string title,
        string cause,
        IncidentSeverity severity,
        double failedShare,
        string impact,
        int detectedAfter = 4,
        string? version = null) => new()
        {
            Name = name,
            Title = title,
            Start = At(start),
            Minutes = minutes,
            Cause = cause,
            Severity = severity,
            FailedShare = failedShare,
            Impact = impact,
            DetectedAfter = detectedAfter,
            Version = version,
        };
}
