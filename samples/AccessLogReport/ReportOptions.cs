using System.Globalization;
using AccessLogReport.Maintenance;

namespace AccessLogReport;

/// <summary>What the command line asks for.</summary>
internal sealed record ReportOptions
{
    public const string Usage = """
        Usage: AccessLogReport [LOG] [--database FILE] [--output FOLDER] [--service NAME] [--target PERCENT]

          LOG                 An Apache or nginx access log in common or combined format, plain or gzip;
                              - for standard input. Default: the small log that comes with the sample.
          --database FILE     The SQLite file to replay into. Default: reliability.db
          --output FOLDER     Where reliability-report.md and .json go. Default: the current folder.
          --service NAME      The service that wrote the log. Default: web
          --target PERCENT    The availability to reach, above 0 and below 100. Default: 99.9
        """;

    public string Log { get; private init; } = SampleLog.Path;

    public string Database { get; private init; } = "reliability.db";

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
        "--database" or "--output" or "--service" when string.IsNullOrWhiteSpace(value) => throw new UsageException($"{option} is empty.{Environment.NewLine}{Usage}"),
        "--database" => this with { Database = value },
        "--output" => this with { Output = value },
        "--service" => this with { Service = value },
        "--target" when decimal.TryParse(value, NumberStyles.Number, CultureInfo.InvariantCulture, out decimal target) => this with { Target = target },
        "--target" => throw new UsageException($"--target {value} is not a number; give a percentage above 0 and below 100, such as 99.9."),
        _ => throw new UsageException($"There is no option {option}.{Environment.NewLine}{Usage}"),
    };
}
