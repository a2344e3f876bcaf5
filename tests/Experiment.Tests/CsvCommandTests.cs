using System.Globalization;
using System.Text.Json;
using Reliability.Experiments;
using Reliability.Statistics;

namespace ExperimentSample.Tests;

public sealed class CsvCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("experiment-csv-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_numbers_of_the_file_are_those_of_SciPy_and_statsmodels()
    {
        using var golden = JsonDocument.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Golden", "checkout.json")));
        JsonElement expected = golden.RootElement;
        using FileStream content = File.OpenRead(TestCsv.Checkout);
        ConversionCounts counts = ConversionFile.Read(content, "checkout.csv", skipsBad: false, CancellationToken.None);

        (counts.Rows, counts.Repeated, counts.Crossed)
            .Should()
            .Be((Long(expected, "lines"), Long(expected, "repeated"), Long(expected, "crossed")));
        foreach (JsonElement arm in expected.GetProperty("arms").EnumerateArray())
        {
            ArmCounts read = counts.Arms.Single(a => a.Variant == arm.GetProperty("variant").GetString());
            (read.Units, read.Converted).Should().Be((Long(arm, "units"), Long(arm, "converted")));
            ShouldBe(new Proportion(read.Converted, read.Units).Wilson(), arm.GetProperty("wilson"));
        }

        ExperimentReport report = CsvAnalysis.Report(counts, Options("--fixed"));
        report.SampleRatio!.PValue.Should().BeApproximately(expected.GetProperty("sampleRatio").GetDouble(), 1e-9);
        report.Verdict.Should().Be(Verdict.Winner);
        report.Metrics[0].Effects[0].Comparison.PValue
            .Should()
            .BeApproximately(
                expected.GetProperty("pooled").GetProperty("p").GetDouble(),
                1e-9,
                "it is the pooled z that decides at this size");

        Comparison[] methods =
        [
            .. CsvAnalysis.ByMethod(counts.Arms.Single(a => a.Variant == "control"), counts.Arms.Single(a => a.Variant == "green")),
        ];
        methods.Select(m => m.Method)
            .Should()
            .Equal(ComparisonMethod.FisherExact, ComparisonMethod.PooledZ, ComparisonMethod.UnpooledZ, ComparisonMethod.Newcombe);
        foreach ((Comparison comparison, string method) in methods.Zip(["fisher", "pooled", "unpooled", "newcombe"]))
        {
            JsonElement oracle = expected.GetProperty(method);
            ShouldBe(comparison.DifferenceInterval, oracle.GetProperty("difference"));
            if (oracle.TryGetProperty("p", out JsonElement p))
            {
                comparison.PValue.Should().BeApproximately(p.GetDouble(), 1e-9, method);
            }
        }
    }

    [Fact]
    public async Task The_verdict_depends_on_how_one_looked()
    {
        string anyTime = await TestTerminal.OutputOfAsync(140, "csv", TestCsv.Checkout);
        anyTime.Should()
            .Contain("Verdict: INCONCLUSIVE").And
            .Contain("however often you looked").And
            .Contain("20 units crossed").And
            .Contain("100 lines told of a unit that was met before");
        anyTime.Should()
            .MatchRegex(@"Fisher, exact\s+│\s+\+0\.44 to \+4\.47 │ [^│]+│\s+0\.0184 │").And
            .MatchRegex(@"control\s+│\s+1,921 │\s+199 │ 10\.36 %");

        (await TestTerminal.OutputOfAsync(140, "csv", TestCsv.Checkout, "--fixed"))
            .Should()
            .Contain("Verdict: WINNER: green").And
            .Contain("if you looked once");
    }

    [Fact]
    public async Task Few_units_give_Fishers_test_as_by_hand()
    {
        // 3 of 10 and 7 of 10: the hypergeometric tables as far out are those with 0 to 3 and 7 to 10 of the first ten, 2 * (1 + 100 + 2025
        // + 14400) of 184756.
        string text = string.Concat(Enumerable.Range(0, 20).Select(i => $"{i},{(i < 10 ? "old" : "new")},{(i < 3 || i >= 13 ? 1 : 0)}\n"));

        ConversionCounts counts = TestCsv.Read(text);
        CsvAnalysis.ByMethod(counts.Arms[0], counts.Arms[1]).First().PValue.Should().BeApproximately(33052.0 / 184756, 1e-12);

        string output = await TestTerminal.OutputOfAsync(140, "csv", Write(text), "--fixed");
        output.Should()
            .Contain("old (the control)").And
            .Contain("Verdict: INCONCLUSIVE").And
            .Contain("0.1789").And
            .Contain("fewer than 100");
    }

    [Fact]
    public void The_control_is_the_one_that_was_named_else_the_one_called_so_else_the_first()
    {
        ConversionCounts counts = TestCsv.Read("1,red,1\n2,control,0\n3,blue,1\n");

        CsvAnalysis.Control(counts, Options("--control", "blue")).Should().Be("blue");
        CsvAnalysis.Control(counts, Options()).Should().Be("control");
        CsvAnalysis.Control(TestCsv.Read("1,red,1\n3,blue,1\n"), Options()).Should().Be("red");
        this.Invoking(_ => CsvAnalysis.Report(counts, Options("--control", "green")))
            .Should()
            .Throw<UsageException>()
            .WithMessage("--control is 'green'; it must be one of 'red', 'control', 'blue'.");
        this.Invoking(_ => CsvAnalysis.Report(counts, Options("--weight", "green=2")))
            .Should()
            .Throw<UsageException>()
            .WithMessage("--weight is 'green'; it must be one of*");
    }

    [Fact]
    public async Task A_broken_ratio_makes_the_results_invalid_unless_it_was_planned()
    {
        string file = Write(string.Concat(Enumerable.Range(0, 1000).Select(i => $"{i},{(i % 10 == 0 ? "new" : "control")},{i % 3 % 2}\n")));

        (await TestTerminal.OutputOfAsync(140, "csv", file))
            .Should()
            .Contain("Verdict: INVALID").And
            .Contain("sample ratio mismatch").And
            .Contain("planned 1 : 1); broken");
        (await TestTerminal.OutputOfAsync(140, "csv", file, "--weight", "control=9"))
            .Should()
            .Contain("planned 9 : 1); as planned").And
            .NotContain("INVALID");
    }

    [Fact]
    public async Task Many_crossed_units_make_the_results_invalid()
    {
        string file =
            Write(string.Concat(Enumerable.Range(0, 400)
                .Select(i => $"{i},{(i % 2 == 0 ? "a" : "b")},0\n{(i % 20 == 0 ? $"{i},b,0\n" : "")}")));

        (await TestTerminal.OutputOfAsync(140, "csv", file))
            .Should()
            .Contain("Verdict: INVALID").And
            .Contain("20 of 400 units were seen in two arms").And
            .Contain("20 units crossed");
    }

    [Fact]
    public async Task A_bad_line_ends_it_with_nothing_counted_or_is_shown_among_what_was_left_out()
    {
        string file = Write("unit,variant,converted\n1,a,1\n2,b,perhaps\n3,b,0\n");
        using var terminal = new TestTerminal();

        (await terminal.RunAsync(["csv", file])).Should().Be(2);
        terminal.Output.Should().BeEmpty();
        terminal.Error.Should().Contain("results.csv, line 3: converted is 'perhaps'; it must be 0, 1, true or false. Nothing was counted");

        (await TestTerminal.OutputOfAsync(140, "csv", file, "--skip-bad"))
            .Should()
            .Contain("1 bad line left out").And
            .Contain("line 3: converted is 'perhaps'").And
            .Contain("2 lines counted");
    }

    [Fact]
    public async Task Arms_that_all_crossed_and_arms_alike_in_everything_are_shown_as_they_are()
    {
        (await TestTerminal.OutputOfAsync(140, "csv", Write("1,a,1\n1,b,1\n")))
            .Should()
            .Contain("1 unit crossed").And
            .Contain("Verdict: INVALID");
        (await TestTerminal.OutputOfAsync(140, "csv", Write("1,a,1\n2,b,1\n"))).Should().Contain("100.00 %").And.Contain("1.0000");
    }

    [Fact]
    public async Task Several_variants_are_each_held_against_the_control()
    {
        string file =
            Write(string.Concat(Enumerable.Range(0, 3000)
                .Select(i => $"{i},{"abc"[i % 3]},{(i % 3 == 2 ? i / 3 % 2 : i / 3 % 10 / 9)}\n")));

        (await TestTerminal.OutputOfAsync(140, "csv", file, "--fixed"))
            .Should()
            .Contain("WINNER: c").And
            .Contain("b against a").And
            .Contain("c against a").And
            .Contain("planned 1 : 1 : 1");
    }

    [Fact]
    public async Task A_variant_cannot_break_out_of_the_report()
    {
        string file = Write("1,[red]x[/],1\n2,\u202eevil,0\n");

        string output = await TestTerminal.OutputOfAsync(140, "csv", file);

        output.Should().Contain("[red]x[/]").And.Contain(@"\u202eevil").And.NotContain("\u202e");
    }

    [Fact]
    public async Task The_report_does_not_depend_on_the_culture_and_fits_80_columns()
    {
        string expected = await TestTerminal.OutputOfAsync(80, "csv", TestCsv.Checkout);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            (await TestTerminal.OutputOfAsync(80, "csv", TestCsv.Checkout)).Should().Be(expected);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        expected.Split('\n').Should().OnlyContain(line => line.Length <= 80);
    }

    private static CsvOptions Options(params string[] args) => CsvOptions.Parse([TestCsv.Checkout, .. args]);

    private static long Long(JsonElement element, string name) => element.GetProperty(name).GetInt64();

    private static void ShouldBe(ConfidenceInterval interval, JsonElement ends)
    {
        interval.Lower.Should().BeApproximately(ends[0].GetDouble(), 1e-9);
        interval.Upper.Should().BeApproximately(ends[1].GetDouble(), 1e-9);
    }

    private string Write(string text)
    {
        string file = Path.Combine(_folder.FullName, "results.csv");
        File.WriteAllText(file, text);
        return file;
    }
}
