namespace ExperimentSample.Tests;

public sealed class CommandsTests
{
    [Theory]
    [InlineData("--help")]
    [InlineData("-h")]
    [InlineData("csv --help")]
    public async Task Help_shows_the_usage(string args)
    {
        string output = await TestTerminal.OutputOfAsync(80, args.Split(' '));

        output.Should().StartWith("Usage: Experiment").And.Contain("--skip-bad").And.Contain("130 stopped");
        output.Split('\n').Should().OnlyContain(line => line.Length <= 80);
    }

    [Theory]
    [InlineData("bogus", "'bogus'", "simulate, csv and aa")]
    [InlineData("simulate --rate 1.5", "'1.5'", "from 0.001 to 0.999")]
    [InlineData("--rate 0,1", "'0,1'", "from 0.001 to 0.999")]
    [InlineData("--rate NaN", "'NaN'", "from 0.001 to 0.999")]
    [InlineData("--lift -1", "'-1'", "from -0.9 to 10")]
    [InlineData("--rate 0.5 --lift 1", "'1'", "less than 1")]
    [InlineData("--minimum-effect 0", "'0'", "above 0")]
    [InlineData("--users 999", "'999'", "from 1000 to 1000000")]
    [InlineData("--users many", "'many'", "from 1000 to 1000000")]
    [InlineData("--looks 101", "'101'", "from 1 to 100")]
    [InlineData("--seed -1", "'-1'", "from 0 to 2147483647")]
    [InlineData("--store ", "--store", "a file")]
    [InlineData("--looks", "--looks", "needs a value")]
    [InlineData("--colour red", "--colour", "--users")]
    [InlineData("simulate now", "'now'", "options")]
    [InlineData("aa --users 99", "'99'", "from 100 to 1000000")]
    [InlineData("aa --replays 19", "'19'", "from 20 to 100000")]
    [InlineData("aa --scheme dice", "'dice'", "rendezvous-1, md5-modulo, growthbook-1")]
    [InlineData("csv", "0", "one file")]
    [InlineData("csv a.csv b.csv", "2", "one file")]
    [InlineData("csv no-such-file.csv", "'no-such-file.csv'", "can be read")]
    [InlineData("csv .", "'.'", "can be read")]
    [InlineData("csv a.csv --minimum-effect 11", "'11'", "at most 10")]
    [InlineData("csv a.csv --weight control", "'control'", "control=9")]
    [InlineData("csv a.csv --weight control=0", "'0'", "from 0.000001")]
    public async Task Bad_arguments_end_in_a_message_that_names_the_value_and_what_is_legal(string args, string value, string legal)
    {
        using var terminal = new TestTerminal();

        (await terminal.RunAsync(args.Split(' '))).Should().Be(2);

        terminal.Error.Should().Contain(value).And.Contain(legal).And.NotContain("(Parameter").And.NotContain("   at ");
        terminal.Output.Should().BeEmpty();
    }

    [Fact]
    public async Task An_argument_cannot_act_on_the_terminal()
    {
        using var terminal = new TestTerminal();

        (await terminal.RunAsync(["\u001b[31mred"])).Should().Be(2);

        terminal.Error.Should().Contain(@"\u001b[31mred").And.NotContain("\u001b");
    }

    [Theory]
    [InlineData("simulate")]
    [InlineData("aa")]
    [InlineData("csv")]
    public async Task A_command_that_is_stopped_ends_with_130(string command)
    {
        using var terminal = new TestTerminal();
        string[] args = command == "csv" ? [command, TestCsv.Checkout] : [command];

        (await terminal.RunAsync(args, new CancellationToken(canceled: true))).Should().Be(130);

        terminal.Error.Should().Be("Stopped." + Environment.NewLine);
    }

    [Fact]
    public async Task The_scheme_of_GrowthBook_1_fails_its_A_A_test_and_the_librarys_own_does_not()
    {
        string output = await TestTerminal.OutputOfAsync(140, "aa", "--users", "2000", "--replays", "200");

        output.Should()
            .Contain("rendezvous-1 is sound").And
            .Contain("growthbook-1 is not sound").And
            .MatchRegex(@"depend on each other\s+│\s+0 of 66 │\s+[1-9]\d* of 66");
    }

    [Fact]
    public async Task An_A_A_test_of_a_scheme_that_is_not_sound_ends_with_1()
    {
        using var terminal = new TestTerminal();

        (await terminal.RunAsync(["aa", "--users", "2000", "--replays", "20", "--scheme", "growthbook-1"])).Should().Be(1);

        terminal.Output.Should().Contain("growthbook-1 is not sound").And.NotContain("rendezvous-1");
    }

    [Theory]
    [InlineData("md5-modulo")]
    [InlineData("growthbook-2")]
    [InlineData("unleash-1")]
    [InlineData("unleash-2")]
    [InlineData("optimizely-1")]
    [InlineData("launchdarkly-1")]
    [InlineData("launchdarkly-double-1")]
    [InlineData("posthog-1")]
    [InlineData("flagd-1")]
    [InlineData("flagd-2")]
    public async Task Every_scheme_that_is_named_legal_can_be_tested(string scheme)
    {
        using var terminal = new TestTerminal();

        (await terminal.RunAsync(["aa", "--users", "100", "--replays", "20", "--scheme", scheme])).Should().BeOneOf(0, 1);

        terminal.Output.Should().MatchRegex($"(?m)^{scheme} is (not )?sound:");
        terminal.Error.Should().BeEmpty();
    }
}
