using System.Globalization;
using Reliability.Experiments;
using Reliability.Storage;
using Reliability.Storage.Sqlite;

namespace ExperimentSample.Tests;

public sealed class SimulateCommandTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("experiment-simulate-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task A_true_effect_is_found_and_the_conclusion_is_reproduced_to_the_last_digit()
    {
        string output = await TestTerminal.OutputOfAsync(140, "simulate", "--users", "40000", "--lift", "0.3");

        output.Should()
            .Contain("Verdict: WINNER: treatment").And
            .Contain("In the end somebody wants to ship 'treatment': concluded.").And
            .Contain("the same to the last digit");
        output.Should()
            .Contain("At the first look somebody wants to ship 'treatment': rejected.").And
            .Contain("it ran for 0.7 days of at least 7");
        output.Should().MatchRegex(@"between old variants\s+│\s+│\s+0 │\s+[1-9]").And.Contain("0 pending, 0 dropped");
    }

    [Fact]
    public async Task Too_few_customers_are_no_reason_to_conclude()
    {
        (await TestTerminal.OutputOfAsync(140, "--users", "2000", "--looks", "2")).Should().Contain("Verdict: INCONCLUSIVE")
            .And.Contain("In the end somebody wants to ship 'control': rejected.").And.Contain("under-powered")
            .And.NotContain("last digit");
    }

    [Fact]
    public async Task Without_an_effect_enough_customers_show_that_nothing_matters()
    {
        (await TestTerminal.OutputOfAsync(140, "--users", "150000", "--looks", "2", "--lift", "0"))
            .Should()
            .Contain("Verdict: NO DIFFERENCE that matters").And
            .Contain("ship 'control': concluded");
    }

    [Fact]
    public async Task The_same_seed_is_the_same_shop_in_every_culture_and_another_seed_another_one()
    {
        string[] args = ["simulate", "--users", "5000", "--looks", "4"];
        string first = await TestTerminal.OutputOfAsync(80, args);
        CultureInfo before = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("de-DE");
            (await TestTerminal.OutputOfAsync(80, args)).Should().Be(first);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }

        string Looks(string output) =>
            output[output.IndexOf("Peeking", StringComparison.Ordinal)..output.IndexOf("Verdict", StringComparison.Ordinal)];
        Looks(await TestTerminal.OutputOfAsync(80, [.. args, "--seed", "8"])).Should().NotBe(Looks(first));
        first.Split('\n').Should().OnlyContain(line => line.Length <= 80);
    }

    [Fact]
    public async Task A_file_shows_what_memory_shows_and_keeps_the_experiment()
    {
        string file = Path.Combine(_folder.FullName, "shop.db");
        string[] args = ["--users", "40000", "--looks", "3", "--lift", "0.3"];
        string inMemory = await TestTerminal.OutputOfAsync(400, args);

        (await TestTerminal.OutputOfAsync(400, [.. args, "--store", file]))
            .Should()
            .Be(inMemory.Replace("kept in memory", $"kept in {Shown.Text(file)}", StringComparison.Ordinal));

        await using (var store = new SqliteStore(new SqliteStoreOptions { Path = file }))
        {
            Experiment? kept = await new ExperimentCatalog(store.Documents, store.Enrollments, "shop").GetAsync(ShopExperiment.Key);
            kept!.State.Should().Be(ExperimentState.Concluded);
            kept.Conclusion!.Shipped.Should().Be("treatment");
        }

        using var again = new TestTerminal();
        (await again.RunAsync([.. args, "--store", file])).Should().Be(2);
        again.Error.Should().Contain("holds the experiment 'checkout-button' already (Concluded)");
    }

    [Fact]
    public async Task What_is_counted_is_what_the_customers_did()
    {
        SimulateOptions options =
            SimulateOptions.Parse(["--users", "2500", "--looks", "3", "--rate", "0.4", "--lift", "0.5", "--seed", "3"]);
        await using var store = new InMemoryStore();
        using var shop = new ShopExperiment(options, store);
        Experiment experiment = await shop.StartAsync(CancellationToken.None);
        var looks = new List<Look>();
        await foreach (Look look in shop.RunAsync(experiment, CancellationToken.None))
        {
            looks.Add(look);
        }

        looks.Select(look => look.Units).Should().Equal(833, 1666, 2500);
        looks.Select(look => look.Day).Should().Equal([833 / 2500.0 * 14, 1666 / 2500.0 * 14, 14.0], (a, b) => Math.Abs(a - b) < 1e-6);
        var assigner = new ExperimentAssigner(experiment);
        Customer[] treated =
        [
            .. Enumerable.Range(1, 2500).Select(i => Customer.Create(3, i)).Where(c => assigner.Decide(c.Id).Variant!.Key == "treatment"),
        ];
        (_, Reliability.Statistics.SampleSums bought) = await shop.SumsAsync(ShopExperiment.Bought, CancellationToken.None);
        (_, Reliability.Statistics.SampleSums revenue) = await shop.SumsAsync(ShopExperiment.Revenue, CancellationToken.None);
        (bought.Units, bought.X).Should().Be((treated.Length, treated.Count(c => c.Eagerness < 0.4 * 1.5)));
        revenue.X.Should().BeApproximately(treated.Sum(c => c.Spends + (c.Eagerness < 0.4 * 1.5 ? Customer.Basket : 0)), 1e-6);
        revenue.Y.Should().BeApproximately(treated.Sum(c => c.SpentBefore), 1e-6);
        looks[^1].Valid.Treatment.Should().Be(bought.X / bought.Units);
        looks[^1].Naive.Treatment.Should().Be(looks[^1].Valid.Treatment);
    }

    [Fact]
    public void Peeking_at_nothing_calls_an_effect_far_too_often_and_the_confidence_sequence_does_not()
    {
        SimulateOptions options = SimulateOptions.Parse(["--users", "10000"]);

        PeekingStudy study = PeekingStudy.Run(options, 500, CancellationToken.None);

        // Armitage, McPherson and Rowe (1969): twenty looks at 5 % call an effect in 24.8 % of cases. Bounds are five standard errors.
        (study.ZAtEachLook / 500.0).Should().BeInRange(0.15, 0.35);
        (study.ZOnce / 500.0).Should().BeInRange(0.001, 0.1);
        (study.AlwaysValid / 500.0).Should().BeLessThanOrEqualTo(0.05);
        (study.Ahead / 500.0).Should().BeGreaterThan(0.95);
        PeekingStudy.Run(options, 500, CancellationToken.None).Should().Be(study);
    }

    [Fact]
    public void Customers_are_as_declared()
    {
        Customer[] customers = [.. Enumerable.Range(1, 100_000).Select(i => Customer.Create(7, i))];

        // Means within five standard errors: log-normal with mean exp(3 + (0.25 + 0.09)/2), uniform, and one in fifty.
        double mean = Math.Exp(3.17);
        double error = mean * Math.Sqrt(Math.Exp(0.34) - 1) / Math.Sqrt(customers.Length);
        customers.Average(c => c.SpentBefore).Should().BeApproximately(mean, 5 * error);
        customers.Average(c => c.Spends).Should().BeApproximately(mean, 5 * error);
        customers.Average(c => c.Eagerness).Should().BeApproximately(0.5, 5 * Math.Sqrt(1 / 12.0 / customers.Length));
        customers.Average(c => c.SeesError ? 1.0 : 0)
            .Should()
            .BeApproximately(Customer.ErrorRate, 5 * Math.Sqrt(0.0196 / customers.Length));
        customers.Select(c => c.Id).Should().OnlyHaveUniqueItems();
    }

    [Theory]
    [InlineData("--users 1000 --looks 100 --rate 0.001 --lift -0.9")]
    [InlineData("--users 1000 --looks 1 --rate 0.999 --lift -0.5")]
    [InlineData("--users 1000 --looks 7 --rate 0.05 --lift 10 --seed 2147483647")]
    public async Task The_ends_of_what_is_legal_are_shown(string args)
    {
        string output = await TestTerminal.OutputOfAsync(80, args.Split(' '));

        output.Should().Contain("Verdict: ").And.Contain("In the end somebody wants to ship").And.NotContain("NaN").And.NotContain("∞");
    }
}
