using Reliability.Dashboard.Internal;

namespace Reliability.Dashboard.Tests.Charts;

/// <summary>One chart of each kind, the same at each call.</summary>
internal static class SampleCharts
{
    public static readonly DateTimeOffset From = new(2026, 10, 12, 0, 0, 0, TimeSpan.Zero);

    public static readonly DateTimeOffset To = new(2026, 11, 9, 0, 0, 0, TimeSpan.Zero);

    public static TimeZoneInfo Berlin { get; } = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    public static TimeChart BurnDown(string id = "burn-down")
    {
        TimePoint[] hours = [.. Enumerable.Range(0, 500).Select(i => new TimePoint(From.AddHours(i), Remaining(i)))];
        DateTimeOffset now = hours[^1].At;
        TimePoint[] days = [.. Enumerable.Range(0, 8).Select(i => new TimePoint(now.AddDays(i), null))];
        return new TimeChart
        {
            Id = id,
            Title = "Remaining budget",
            From = From,
            To = To,
            Zone = Berlin,
            Format = Format.Percent,
            Lines =
            [
                new TimeLine
                {
                    Name = "Remaining",
                    Shape = LineShape.Step,
                    Points = hours,
                    Pointer = "/objective/burnDown",
                    Property = "remaining",
                },
                new TimeLine
                {
                    Name = "Even burn",
                    Tone = Tone.Quiet,
                    Points = [new(From, 1), new(To, 0)],
                    Pointer = "/objective/even",
                    Property = "remaining",
                },
            ],
            Bands =
            [
                new TimeBand
                {
                    Name = "Forecast",
                    Low = [.. days.Select((day, i) => new TimePoint(day.At, 0.30 - (0.06 * i)))],
                    High = [.. days.Select((day, i) => new TimePoint(day.At, 0.30 - (0.02 * i)))],
                    Pointer = "/objective/forecast",
                },
            ],
            Thresholds = [new Threshold { Label = "Releases stop", Value = 0.1, Tone = Tone.Bad, Pointer = "/objective/policy/stop" }],
            Markers =
            [
                Marker(0, 3, "2026.10.3 to production", MarkerKind.Deployment),
                Marker(1, 9.2, "Payment provider answers 503", MarkerKind.Incident),
                Marker(2, 10, "2026.10.4 to production", MarkerKind.Deployment),
                Marker(3, 14.6, "Adjustment: load test is not counted", MarkerKind.Ledger),
                Marker(4, 17, "checkout-button begins", MarkerKind.Experiment),
            ],
        };
    }

    public static TimeChart Events(string id = "events") => new()
    {
        Id = id,
        Title = "Good and bad events a day",
        From = From,
        To = To,
        Zone = Berlin,
        Format = Format.Count,
        Height = 120,
        Bars = new TimeBars
        {
            Good = [.. Enumerable.Range(0, 28).Select(i => new TimePoint(From.AddDays(i), i is 11 ? null : 42_000 + (Wave(i) * 9_000)))],
            Bad =
            [
                .. Enumerable.Range(0, 28)
                    .Select(i => new TimePoint(From.AddDays(i), i is 11 ? null : i is 9 ? 15_000 : 400 + (i * 30))),
            ],
            Period = TimeSpan.FromDays(1),
            Pointer = "/objective/events",
        },
    };

    public static TimeChart Lift(string id = "lift") => new()
    {
        Id = id,
        Title = "Lift over time: orders per visit",
        From = From,
        To = To,
        Zone = TimeZoneInfo.Utc,
        Format = Format.Lift,
        Lines =
        [
            new TimeLine
            {
                Name = "Lift",
                Points = [.. Enumerable.Range(1, 26).Select(i => new TimePoint(From.AddDays(i), 0.021 + (Wave(i) * 0.02 / i)))],
                Pointer = "/experiment/metrics/0/days",
                Property = "lift",
            },
        ],
        Bands =
        [
            new TimeBand
            {
                Name = "Always-valid 95% interval",
                Low = [.. Enumerable.Range(1, 26).Select(i => new TimePoint(From.AddDays(i), 0.021 - (0.09 / Math.Sqrt(i))))],
                High = [.. Enumerable.Range(1, 26).Select(i => new TimePoint(From.AddDays(i), 0.021 + (0.09 / Math.Sqrt(i))))],
                Pointer = "/experiment/metrics/0/days",
            },
        ],
    };

    public static TimeChart Latency(string id = "latency") => new()
    {
        Id = id,
        Title = "Latency of checkout",
        From = From,
        To = To,
        Zone = Berlin,
        Format = Format.Milliseconds,
        Height = 120,
        Lines =
        [
            new TimeLine
            {
                Name = "p50",
                Shape = LineShape.Dots,
                Points = [.. Enumerable.Range(0, 20).Select(i => new TimePoint(From.AddHours(33 * i), 220 + (Wave(i) * 60)))],
                Pointer = "/trend/p50",
                Property = "value",
            },
            new TimeLine
            {
                Name = "p95",
                Shape = LineShape.Dots,
                Points = [.. Enumerable.Range(0, 20).Select(i => new TimePoint(From.AddHours(33 * i), 410 + (Wave(i + 3) * 90)))],
                Pointer = "/trend/p95",
                Property = "value",
            },
        ],
    };

    public static BurnCharts Burn(string id = "burn") => new()
    {
        Id = id,
        From = To.AddHours(-24),
        To = To,
        Zone = Berlin,
        Rules =
        [
            Rule(0, "Page", "1 h", "5 min", 14.4, 9),
            Rule(1, "Page", "6 h", "30 min", 6, 4),
            Rule(2, "Ticket", "1 d", "2 h", 3, 2),
            Rule(3, "Ticket", "3 d", "6 h", 1, 0.9),
        ],
    };

    public static ForestChart Forest(string id = "forest") => new()
    {
        Id = id,
        Title = "Change by metric, with 95% intervals",
        Margin = -0.02,
        MarginPointer = "/experiment/margin",
        Rows =
        [
            Row(0, "Orders per visit", "Primary", 0.021, 0.004, 0.038, ForestOutcome.Better, 3_120),
            Row(1, "Errors at checkout", "Guardrails", 0.009, null, 0.031, ForestOutcome.Unclear, 212),
            Row(2, "Availability", "Guardrails", -0.031, -0.048, -0.014, ForestOutcome.Worse, 48_770),
            Row(3, "Time to first answer", "Secondary", -0.008, -0.03, null, ForestOutcome.Unclear, null),
            Row(4, "Refunds", "Secondary", null, null, null, ForestOutcome.None, null),
        ],
    };

    public static StripChart Strip(string id = "strip") => new()
    {
        Id = id,
        Title = "Days",
        Pointer = "/objective/days",
        Days =
        [
            .. Enumerable.Range(0, 91).Select(i => new StripDay(new DateOnly(2026, 8, 11).AddDays(i), i switch
            {
                < 6 => StripState.NotMeasured,
                17 or 18 or 44 or 71 => StripState.NotMet,
                60 => StripState.NotMeasured,
                30 or 31 => StripState.Excluded,
                _ => StripState.Met,
            })),
        ],
    };

    public static void Small(HtmlWriter html, string id = "small")
    {
        double?[] healthy = [.. Enumerable.Range(0, 30).Select(i => (double?)(1 - (0.004 * i)))];
        double?[] burning = [.. Enumerable.Range(0, 30).Select(i => i is 11 or 12 ? null : (double?)(0.9 - (0.04 * i)))];
        html.Open("table", "rows");
        Line(html, $"{id}-1", "checkout-availability", burning, -0.26);
        Line(html, $"{id}-2", "search-latency", healthy, 0.88);
        Line(html, $"{id}-3", "login", [null, null], null);
        html.Close();
    }

    public static DotsChart Dots(string id = "dots") => new()
    {
        Id = id,
        Title = "How long each incident took",
        Dot = "An incident",
        Nothing = "No incident is recorded.",
        Lanes =
        [
            Lane("Time to detect", [30, 45, 60, 60, 60, 75, 240, 600, 1_800], 1, 60, 45, 240, 840),
            Lane("Time to restore", [240, 480, 720, 1_200, 1_800, 2_700, 3_600, 5_400, 14_400, 36_000], 2, 2_250, 480, 14_400, 16_560),
            Lane("Time to resolve", [259_200], 0, 259_200, null, null, 259_200),
            Lane("Time to mitigate", [], 1, null, null, null, null),
        ],
    };

    public static IReadOnlyList<(string Name, Action<HtmlWriter> Write)> All { get; } =
    [
        ("burn-down", html => BurnDown().Write(html)),
        ("events", html => Events().Write(html)),
        ("lift", html => Lift().Write(html)),
        ("latency", html => Latency().Write(html)),
        ("burn", html => Burn().Write(html)),
        ("forest", html => Forest().Write(html)),
        ("dots", html => Dots().Write(html)),
        ("strip", html => Strip().Write(html)),
        ("small", html => Small(html)),
        ("trend", html => TrendSamples.Trend().Write(html)),
        ("profile", html => TrendSamples.Profile().Write(html)),
    ];

    private static void Line(HtmlWriter html, string id, string name, double?[] values, double? remaining)
    {
        string text = remaining is { } share ? Show.Value(Format.Percent, share) : Show.NotAvailable;
        html.Open("tr").Element("th", name).Open("td");
        BudgetBar.Write(html, id, $"Remaining budget of {name}: {text}", remaining, isSigned: true);
        html.Close().Element("td", text).Open("td");
        Sparkline.Write(html, $"Remaining budget of {name}, 30 days, now {text}", values, -0.3, 1);
        html.Close().Close();
    }

    private static DotsLane Lane(
        string label, double[] seconds, int open, double? median, double? low, double? high, double? p90) => new()
        {
            Label = label,
            Count = seconds.Length,
            Median = median,
            Low = low,
            High = high,
            P90 = p90,
            Values =
            [
                .. seconds.Select(one => new DotsValue(one, IsOpen: false)),
                .. Enumerable.Range(1, open).Select(i => new DotsValue(i * 7_200, IsOpen: true)),
            ],
        };

    private static TimeMarker Marker(int i, double day, string label, MarkerKind kind) =>
        new() { At = From.AddDays(day), Label = label, Kind = kind, Pointer = $"/objective/markers/{i}/at" };

    private static BurnRule Rule(int i, string severity, string longName, string shortName, double threshold, double size)
    {
        TimePoint[] Points(double sharp) =>
        [
            .. Enumerable.Range(0, 97).Select(k => new TimePoint(
                To.AddMinutes(-15 * (96 - k)),
                k is > 30 and < 36 ? null : Math.Max(0, size * ((0.1 * (1 + Wave(k))) + (1.7 * Math.Exp(-Math.Pow((k - 70) / sharp, 2)))))))
        ];
        return new BurnRule
        {
            Name = $"{severity}: {longName} and {shortName} above {threshold.ToString(System.Globalization.CultureInfo.InvariantCulture)}x",
            LongName = longName,
            ShortName = shortName,
            Long = Points(12),
            Short = Points(6),
            Threshold = threshold,
            ThresholdPointer = $"/objective/rules/{i}/threshold",
            Pointer = $"/objective/rules/{i}/points",
        };
    }

    private static ForestRow Row(
        int i, string label, string group, double? estimate, double? low, double? high, ForestOutcome outcome, long? count) => new()
        {
            Label = label,
            Group = group,
            Estimate = estimate,
            Low = low,
            High = high,
            Outcome = outcome,
            Pointer = $"/experiment/metrics/{i}",
            Arms =
        [
            new ForestArm { Name = "control", Count = count, Of = 48_812, Pointer = $"/experiment/metrics/{i}/arms/0" },
            new ForestArm { Name = "treatment", Count = count + 67, Of = 48_790, Pointer = $"/experiment/metrics/{i}/arms/1" },
        ],
        };

    private static double? Remaining(int hour) => hour switch
    {
        >= 130 and < 154 => null,
        < 220 => 1 - (0.001 * hour),
        < 232 => 0.78 - (0.03 * (hour - 220)),
        < 350 => 0.42 - (0.0004 * (hour - 232)),
        _ => 0.46 - (0.001 * (hour - 350)),
    };

    /// <summary>A wave of triangles: additions and divisions are the same on every platform, a sine need not be.</summary>
    private static double Wave(int i) => (Math.Abs((i % 7) - 3.5) / 1.75) - 1;
}
