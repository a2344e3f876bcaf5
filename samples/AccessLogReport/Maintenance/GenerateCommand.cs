namespace AccessLogReport.Maintenance;

/// <summary>
/// <c>generate [--lines 60000] [--days 4] [--out FILE]</c>: writes the log of an invented shop, by default the one that
/// comes with the sample. The same options write the same log on every machine.
/// </summary>
internal static class GenerateCommand
{
    public const int SampleLines = 60_000;
    public const int SampleDays = 4;

    private const string SampleFile = "samples/AccessLogReport/data/sample-access.log.gz";

    public static void Run(ReadOnlySpan<string> args)
    {
        var options = new CommandOptions(args, "--lines", "--days", "--out");
        int lines = options.Number("--lines", SampleLines);
        int days = options.Number("--days", SampleDays);
        using Stream stream = LogFile.Create(options.Text("--out", SampleFile));
        new ShopLog(lines, days).WriteTo(stream);
    }
}
