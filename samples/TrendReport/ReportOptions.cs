using System.Globalization;
using Reliability.Storage;
using Reliability.Trends;
using TrendReportSample.Output;
using TrendReportSample.Reading;

namespace TrendReportSample;

/// <summary>What the command line asks for.</summary>
internal sealed record ReportOptions
{
    public const string StandardInput = "-";

    public const string Usage = """
        Usage: TrendReport [FILE] [--bucket auto|hour|day] [--figure NAME]
                           [--lower-is-better | --higher-is-better]
                           [--threshold VALUE] [--zone ZONE]
                           [--dates month-first|day-first] [--strict] [--json]
               TrendReport --help

          FILE                 Lines of a time and a value with a comma, semicolon or
                               tab between, with or without a header; - for standard
                               input. Default: standard input
          --bucket NAME        The length of a point: hour, day, or auto: days if the
                               values span at least 14 days or come once a day, hours
                               otherwise. Default: auto
          --figure NAME        The figure of each point: mean, p50, p95, p99, or count,
                               which is 0 where there are no lines. Default: mean
          --lower-is-better    A fall is an improvement.
          --higher-is-better   A rise is an improvement.
                               Default: a change is neither
          --threshold VALUE    A value that must not be reached: says the days until the
                               trend reaches it, with a 90 % interval. Default: none
          --zone ZONE          The time zone of times without an offset, and of days
                               and hours, such as Europe/Berlin. Default: UTC
          --dates ORDER        How 03/04/2014 is read: month-first or day-first.
                               Default: as the other dates of the file require
          --strict             A line that cannot be used is an error.
                               Default: it is left out and counted
          --json               Writes one JSON object.

        Times: 2014-07-01, 2014-07-01 13:30, 2014-07-01T13:30:00.5+02:00, 01.07.2014
        13:30, 07/31/2014 1:30 PM, 20140701, Unix seconds and milliseconds.
        Values: 1.5 or 1e-3; 1,5 where semicolons or tabs stand between.

        Exit codes: 0 done, 2 bad input, 130 stopped.
        """;

    private static readonly string[] Valued = ["--bucket", "--figure", "--threshold", "--zone", "--dates"];
    private static readonly string[] Flags = ["--lower-is-better", "--higher-is-better", "--strict", "--json"];

    /// <summary>The file, or <see cref="StandardInput"/>.</summary>
    public string Input { get; private init; } = StandardInput;

    public bool IsStandardInput => Input == StandardInput;

    /// <summary>The length of a point, or <see langword="null"/> if the data decide.</summary>
    public SeriesResolution? Bucket { get; private init; }

    public MetricFigure Figure { get; private init; } = MetricFigure.Mean;

    public MetricDirection Direction { get; private init; }

    /// <summary>The value that must not be reached.</summary>
    public double? Threshold { get; private init; }

    public TimeZoneInfo Zone { get; private init; } = TimeZoneInfo.Utc;

    public DateOrder Dates { get; private init; }

    public bool IsStrict { get; private init; }

    public bool IsJson { get; private init; }

    public static ReportOptions Parse(ReadOnlySpan<string> args)
    {
        var options = new ReportOptions();
        bool hasInput = false;
        for (int i = 0; i < args.Length; i++)
        {
            string arg = args[i];
            if (!arg.StartsWith('-') || arg == StandardInput)
            {
                options = !hasInput && arg.Length > 0
                    ? options with { Input = arg }
                    : throw new UsageException($"'{Shown.Text(arg)}' is not an option and not the one file to read. See --help.");
                hasInput = true;
            }
            else if (Flags.Contains(arg))
            {
                options = options.With(arg);
            }
            else
            {
                int equals = arg.IndexOf('=', StringComparison.Ordinal);
                string name = equals < 0 ? arg : arg[..equals];
                string value = !Valued.Contains(name)
                    ? throw new UsageException(
                        $"There is no option {Shown.Text(arg)}; the options are {string.Join(", ", [.. Valued, .. Flags])}. See --help.")
                    : equals >= 0 ? arg[(equals + 1)..]
                    : ++i < args.Length ? args[i]
                    : throw new UsageException($"{name} needs a value. See --help.");
                options = options.With(name, value);
            }
        }

        return options;
    }

    private ReportOptions With(string flag) => flag switch
    {
        "--strict" => this with { IsStrict = true },
        "--json" => this with { IsJson = true },
        "--lower-is-better" => WithDirection(MetricDirection.LowerIsBetter),
        _ => WithDirection(MetricDirection.HigherIsBetter),
    };

    private ReportOptions WithDirection(MetricDirection direction) => Direction == MetricDirection.Unknown || Direction == direction
        ? this with { Direction = direction }
        : throw new UsageException("--lower-is-better and --higher-is-better exclude each other.");

    private ReportOptions With(string name, string value) => (name, value) switch
    {
        ("--bucket", "auto") => this with { Bucket = null },
        ("--bucket", "hour") => this with { Bucket = SeriesResolution.Hour },
        ("--bucket", "day") => this with { Bucket = SeriesResolution.Day },
        ("--bucket", _) => throw Wrong(name, value, "auto, hour or day"),
        ("--figure", "mean") => this with { Figure = MetricFigure.Mean },
        ("--figure", "p50") => this with { Figure = MetricFigure.P50 },
        ("--figure", "p95") => this with { Figure = MetricFigure.P95 },
        ("--figure", "p99") => this with { Figure = MetricFigure.P99 },
        ("--figure", "count") => this with { Figure = MetricFigure.Count },
        ("--figure", _) => throw Wrong(name, value, "mean, p50, p95, p99 or count"),
        ("--threshold", _) => this with { Threshold = ParseThreshold(value) },
        ("--dates", "month-first") => this with { Dates = DateOrder.MonthFirst },
        ("--dates", "day-first") => this with { Dates = DateOrder.DayFirst },
        ("--dates", _) => throw Wrong(name, value, "month-first or day-first"),
        _ => this with { Zone = FindZone(value) },
    };

    private static double ParseThreshold(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double value) && double.IsFinite(value)
            ? value
            : throw Wrong("--threshold", text, "a number such as 1.5 or 2e6");

    private static TimeZoneInfo FindZone(string id)
    {
        // An empty id and one with a path are not asked for: the lookup reads files.
        bool isName = id.Length is > 0 and <= 64 && id.All(c => char.IsAsciiLetterOrDigit(c) || c is '/' or '_' or '-' or '+');
        return isName && TimeZoneInfo.TryFindSystemTimeZoneById(id, out TimeZoneInfo? zone)
            ? zone
            : throw Wrong("--zone", id, "the name of a time zone of this machine, such as UTC or Europe/Berlin");
    }

    private static UsageException Wrong(string name, string value, string legal) =>
        new($"{name} is '{Shown.Text(value)}'; it must be {legal}.");
}
