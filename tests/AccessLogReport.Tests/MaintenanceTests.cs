using System.IO.Compression;
using System.Text;
using AccessLogReport.Maintenance;

namespace AccessLogReport.Tests;

public sealed class MaintenanceTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("access-log-").FullName;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    [Fact]
    public void The_sample_is_what_the_generator_writes()
    {
        var generated = new MemoryStream();
        new ShopLog(GenerateCommand.SampleLines, GenerateCommand.SampleDays).WriteTo(generated);

        using var committed = new GZipStream(File.OpenRead(SampleLog.Path), CompressionMode.Decompress);
        var content = new MemoryStream();
        committed.CopyTo(content);

        content.ToArray().AsSpan().SequenceEqual(generated.ToArray()).Should().BeTrue();
        new FileInfo(SampleLog.Path).Length.Should().BeLessThan(1_500_000);
    }

    [Fact]
    public void The_sample_tells_the_story_it_should()
    {
        using AccessLogReader reader = AccessLogSource.Open(SampleLog.Path);
        List<LogLine> lines = TestLog.ReadAll(reader);

        (reader.Lines, reader.Malformed).Should().Be((60_000, 5));
        lines.Select(l => l.Time).Should().BeInAscendingOrder();
        lines.Should().OnlyContain(l => l.Duration > TimeSpan.Zero);
        Summary quiet = Part(lines, 2, 0, 0, hours: 24);
        quiet.ErrorRate.Should().BeGreaterThan(0.0002).And.BeLessThan(0.0006);
        quiet.P95.Should().BeLessThan(0.25);
        Part(lines, 3, 14, 10, hours: 25 / 60.0).ErrorRate.Should().BeGreaterThan(0.10).And.BeLessThan(0.14);
        Part(lines, 4, 18, 0, hours: 5).ErrorRate.Should().BeGreaterThan(0.007).And.BeLessThan(0.009);
        Summary slow = Part(lines, 5, 10, 20, hours: 40 / 60.0);
        slow.ErrorRate.Should().BeLessThan(0.004);
        slow.P95.Should().BeGreaterThan(0.55);
    }

    [Fact]
    public void A_bigger_log_has_the_lines_and_days_asked_for()
    {
        string path = Path.Combine(_directory, "big.log.gz");
        GenerateCommand.Run(["--lines", "2000", "--days", "30", "--out", path]);

        using AccessLogReader reader = AccessLogSource.Open(path);
        List<LogLine> lines = TestLog.ReadAll(reader);

        reader.Lines.Should().Be(2000);
        (lines[^1].Time - lines[0].Time).TotalDays.Should().BeInRange(29.8, 30);
        lines.Select(l => l.Time).Should().BeInAscendingOrder();
    }

    [Fact]
    public void A_log_is_repeated_evenly_over_the_days_with_nothing_else_changed()
    {
        string input = Path.Combine(_directory, "access.log");
        string output = Path.Combine(_directory, "repeated.log");
        File.WriteAllText(input, $"nonsense\n{TestLog.Combined}\r\n{TestLog.Common.Replace("+0000", "-0500", StringComparison.Ordinal)}\n");

        RepeatCommand.Run(["--input", input, "--lines", "4", "--days", "2", "--out", output]);

        string Line(string date) => TestLog.Common.Replace("17/May/2015:10:05:03", date, StringComparison.Ordinal);
        File.ReadAllText(output, Encoding.UTF8).Should().Be(string.Concat(
            Line("17/May/2015:00:00:00"), " \"-\" \"curl/8.5\" \n",
            Line("17/May/2015:12:00:00"), "\n",
            Line("18/May/2015:00:00:00"), " \"-\" \"curl/8.5\" \n",
            Line("18/May/2015:12:00:00"), "\n"));
    }

    [Theory]
    [InlineData("'--line' is not an option here. The options are --lines, --days, --out.", "--line", "5")]
    [InlineData("--lines needs a value.", "--lines")]
    [InlineData("--lines must be a whole number above 0, not 'many'.", "--lines", "many")]
    [InlineData("--days must be a whole number above 0, not '0'.", "--days", "0")]
    public void Options_that_make_no_sense_are_named(string message, params string[] args)
    {
        FluentActions.Invoking(() => GenerateCommand.Run(args)).Should().Throw<UsageException>().WithMessage(message);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named()
    {
        string path = Path.Combine(_directory, "no", "such", "place.log");
        FluentActions.Invoking(() => GenerateCommand.Run(["--out", path]))
            .Should().Throw<UsageException>().WithMessage($"'{path}' cannot be written: *");
    }

    [Fact]
    public void A_log_without_sound_lines_cannot_be_repeated()
    {
        string input = Path.Combine(_directory, "access.log");
        File.WriteAllText(input, "nonsense\n");
        FluentActions.Invoking(() => RepeatCommand.Run(["--input", input, "--out", Path.Combine(_directory, "out.log")]))
            .Should().Throw<UsageException>().WithMessage("*holds no line that can be parsed.");
    }

    private static Summary Part(List<LogLine> lines, int day, int hour, int minute, double hours)
    {
        var start = new DateTimeOffset(2026, 3, day, hour, minute, 0, TimeSpan.Zero);
        List<LogLine> part = lines.FindAll(l => l.Time >= start && l.Time < start.AddHours(hours));
        double[] seconds = [.. part.Select(l => l.Duration!.Value.TotalSeconds).Order()];
        return new Summary((double)part.Count(l => l.Status >= 500) / part.Count, seconds[seconds.Length * 95 / 100]);
    }

    private sealed record Summary(double ErrorRate, double P95);
}
