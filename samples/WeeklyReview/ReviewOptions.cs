using System.Globalization;
using Reliability.Common;

namespace WeeklyReviewSample;

/// <summary>What the command line asks for.</summary>
internal sealed record ReviewOptions
{
    public const string Usage = """
        Usage: WeeklyReview [--out FOLDER]
               WeeklyReview --incidents FILE.jsonl --from TIME --to TIME
                            [--as-of TIME] [--service NAME] [--out FOLDER]
               WeeklyReview --help

          Without --incidents, a quarter of a shop that does not exist is recorded
          in a SQLite database, and reviewed.

          --incidents FILE  Incidents as JSON lines: id, title, service, severity,
                            cause, startedAt, detectedAt, acknowledgedAt,
                            mitigatedAt, resolvedAt, kind, duplicateOf,
                            recurrenceOf
          --from TIME       The start of the period, which belongs to it.
          --to TIME         The end of the period, which does not belong to it.
          --as-of TIME      The time up to which the incidents are known.
                            Default: the end of the period, or now if that is ahead
          --service NAME    The service of lines that state none. Default: service
          --out FOLDER      Where the files are written. Default: review

        Times: 2026-01-01 or 2026-01-01T13:30:00Z; UTC if they state no offset.

        Files: metrics.json, metrics.md, data-quality.md, a postmortem, and, without
        --incidents, debt.md and the database.

        Exit codes: 0 done, 2 bad input, 130 stopped.
        """;

    private static readonly string[] Names = ["--incidents", "--from", "--to", "--as-of", "--service", "--out"];

    private static readonly string[] Formats =
    [
        "yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFF",
        "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK", "yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK",
    ];

    /// <summary>The file with incidents, or <see langword="null"/> for the recorded quarter.</summary>
    public string? Incidents { get; private init; }

    public TimeRange Range { get; private init; }

    public DateTimeOffset AsOf { get; private init; }

    public string Service { get; private init; } = "service";

    public string Out { get; private init; } = "review";

    public static ReviewOptions Parse(IReadOnlyList<string> args, DateTimeOffset now)
    {
        Dictionary<string, string> given = new(StringComparer.Ordinal);
        for (int i = 0; i < args.Count; i++)
        {
            int equals = args[i].IndexOf('=', StringComparison.Ordinal);
            string name = equals < 0 ? args[i] : args[i][..equals];
            if (!Names.Contains(name, StringComparer.Ordinal))
            {
                throw new UsageException($"There is no option {name}; the options are {string.Join(", ", Names)}. See --help.");
            }

            string value = equals >= 0 ? args[i][(equals + 1)..]
                : ++i < args.Count ? args[i]
                : throw new UsageException($"{name} needs a value. See --help.");
            if (value.Length == 0 || !given.TryAdd(name, value))
            {
                throw new UsageException(value.Length == 0 ? $"{name} needs a value. See --help." : $"{name} is given twice.");
            }
        }

        ReviewOptions options = new() { Out = given.GetValueOrDefault("--out", "review") };
        return given.TryGetValue("--incidents", out string? file) ? OfFile(options, file, given, now) : OfSample(options, given);
    }

    private static ReviewOptions OfSample(ReviewOptions options, Dictionary<string, string> given)
    {
        string? lonely = given.Keys.FirstOrDefault(name => name != "--out");
        return lonely is null ? options : throw new UsageException($"{lonely} needs --incidents. See --help.");
    }

    private static ReviewOptions OfFile(ReviewOptions options, string file, Dictionary<string, string> given, DateTimeOffset now)
    {
        DateTimeOffset from = Time(given, "--from") ?? throw new UsageException("--incidents needs --from. See --help.");
        DateTimeOffset to = Time(given, "--to") ?? throw new UsageException("--incidents needs --to. See --help.");
        if (to <= from)
        {
            throw new UsageException($"--to {to:u} is not valid. It must be after --from {from:u}.");
        }

        DateTimeOffset asOf = Time(given, "--as-of") ?? (to < now ? to : now);
        return asOf > from
            ? options with
            {
                Incidents = file,
                Range = new TimeRange(from, to),
                AsOf = asOf,
                Service = given.GetValueOrDefault("--service", options.Service),
            }
            : throw new UsageException($"The period starts at {from:u}. It must start before {asOf:u}, up to which incidents are known.");
    }

    private static DateTimeOffset? Time(Dictionary<string, string> given, string name)
    {
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        return !given.TryGetValue(name, out string? text) ? null
            : DateTimeOffset.TryParseExact(text, Formats, CultureInfo.InvariantCulture, Utc, out DateTimeOffset time) ? time
            : throw new UsageException($"{name} '{text}' is not valid. It must be a time such as 2026-01-01 or 2026-01-01T13:30:00Z.");
    }
}
