using Reliability.Trends;
using Spectre.Console;
using TrendReportSample.Output;
using TrendReportSample.Reading;

namespace TrendReportSample;

/// <summary>Reads a series, analyzes it and shows the result; turns what goes wrong into a message and an exit code.</summary>
internal static class TrendCommand
{
    public const int BadInput = 2;
    public const int Stopped = 130;

    public static int Run(
        string[] args, Func<Stream> openInput, IAnsiConsole console, TextWriter error, CancellationToken cancellationToken)
    {
        try
        {
            if (args.Any(arg => arg is "--help" or "-h"))
            {
                console.Profile.Out.Writer.WriteLine(ReportOptions.Usage);
                return 0;
            }

            ReportOptions options = ReportOptions.Parse(args);
            SeriesData data = Read(options, openInput, cancellationToken);
            if (data.Dropped.Count > 0)
            {
                error.WriteLine(data.Dropped.Text(data.Rows));
            }

            TrendReport report = Analyze(data, options);
            if (options.IsJson)
            {
                JsonOutput.Write(console.Profile.Out.Writer, report, data, options);
            }
            else
            {
                TerminalOutput.Write(console, report, data, options);
            }

            return 0;
        }
        catch (Exception e) when (e is UsageException or InvalidDataException or IOException or UnauthorizedAccessException)
        {
            error.WriteLine(e.Message);
            return BadInput;
        }
        catch (OperationCanceledException)
        {
            error.WriteLine("Stopped.");
            return Stopped;
        }
    }

    private static TrendReport Analyze(SeriesData data, ReportOptions options)
    {
        var metric = new MetricDefinition("values")
        {
            Direction = options.Direction,
            Figure = options.Figure,
            Threshold = options.Threshold,
        };
        try
        {
            return Trend.Analyze(metric, data.SeriesOf(options));
        }
        catch (ArgumentException e)
        {
            // Differences of values near the largest number are infinite. The message without what .NET adds for programmers.
            throw new UsageException($"{data.Name} cannot be analyzed. {e.Message.Split(" (Parameter", 2)[0]}");
        }
    }

    private static SeriesData Read(ReportOptions options, Func<Stream> openInput, CancellationToken cancellationToken)
    {
        using Stream content = options.IsStandardInput ? openInput() : Open(options.Input);
        string name = options.IsStandardInput ? "standard input" : Shown.Text(Path.GetFileName(options.Input));
        return SeriesReader.Read(content, name, options, cancellationToken);
    }

    private static FileStream Open(string file)
    {
        try
        {
            return File.OpenRead(file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new UsageException($"The file is '{Shown.Text(file)}'; it must be one that can be read. {Shown.Text(e.Message, 200)}");
        }
    }
}
