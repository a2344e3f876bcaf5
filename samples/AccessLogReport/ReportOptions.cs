using System.Globalization;
using AccessLogReport.Maintenance;

namespace AccessLogReport;

/// <summary>What the command line asks for.</summary>
internal sealed record ReportOptions
{
    public const string Usage = """
        Usage: AccessLogReport [LOG] [--store ADDRESS] [--output FOLDER] [--service NAME] [--target PERCENT]
               AccessLogReport copy --from ADDRESS --to ADDRESS

          LOG                 An Apache or nginx access log in common or combined format, plain or gzip;
                              - for standard input. Default: the small log that comes with the sample.
          --store ADDRESS     Where to replay into: sqlite:FILE, postgres:CONNECTION or redis:CONNECTION.
                              Default: sqlite:reliability.db
          --output FOLDER     Where reliability-report.md and .json go. Default: the current folder.
          --service NAME      The service that wrote the log. Default: web
          --target PERCENT    The availability to reach, above 0 and below 100. Default: 99.9

          copy                Copies everything from one store to another, such as from SQLite to PostgreSQL;
                              run again, it goes on where it ended.
        """;

    public string Log { get; private init; } = SampleLog.Path;

    public StoreAddress Store { get; private init; } = new("sqlite", "reliability.db");

    public string Output { get; private init; } = ".";

    public string Service { get; private init; } = "web";

    public decimal Target { get; private init; } = 99.9m;

    public static ReportOptions Parse(ReadOnlySpan<string> args)
    {
        var options = new ReportOptions();
        bool hasLog = false;
        while (args is [var arg, .. var rest])
        {
            if (arg.StartsWith('-') && arg != AccessLogSource.StandardInput)
            {
                if (rest is not [var value, .. var others])
                {
                    throw new UsageException($"{arg} needs a value.{Environment.NewLine}{Usage}");
                }

                options = options.With(arg, value);
                args = others;
                continue;
            }

            if (hasLog)
            {
                throw new UsageException($"One log at a time; '{arg}' is the second.{Environment.NewLine}{Usage}");
            }

            options = options with { Log = arg };
            hasLog = true;
            args = rest;
        }

        return options;
    }

    private ReportOptions With(string option, string value) => option switch
    {
        "--store" or "--output" or "--service" when string.IsNullOrWhiteSpace(value) => throw new UsageException(
            $"{option} is empty.{Environment.NewLine}{Usage}"),
        "--store" => this with { Store = StoreAddress.Parse(option, value) },
        "--output" => this with { Output = value },
        "--service" => this with { Service = value },
        "--target" when decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal target) => this with
        {
            Target = target,
        },
        "--target" => throw new UsageException($"--target {value} is not a number; give a percentage above 0 and below 100, such as 99.9."),
        _ => throw new UsageException($"There is no option {option}.{Environment.NewLine}{Usage}"),
    };
}
