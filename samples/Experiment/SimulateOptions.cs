using Reliability.Experiments;

namespace ExperimentSample;

/// <summary>What <c>simulate</c> asks for.</summary>
internal sealed record SimulateOptions
{
    private static readonly string[] Names = ["--users", "--rate", "--lift", "--minimum-effect", "--looks", "--seed", "--store"];

    public int Users { get; private init; }

    /// <summary>The share of customers that buys in the control.</summary>
    public double Rate { get; private init; }

    /// <summary>The true effect of the treatment, as a share of <see cref="Rate"/>.</summary>
    public double Lift { get; private init; }

    /// <summary>The smallest effect that matters, as a share of <see cref="Rate"/>.</summary>
    public double MinimumEffect { get; private init; }

    public int Looks { get; private init; }

    public int Seed { get; private init; }

    /// <summary>A SQLite file, or <see langword="null"/> for memory.</summary>
    public string? Store { get; private init; }

    public static SimulateOptions Parse(ReadOnlySpan<string> args)
    {
        var line = new CommandLine(args, Names, []);
        line.RequireNoOperand();
        double rate = line.Decimal("--rate", 0.1, r => r is >= 0.001 and <= 0.999, "from 0.001 to 0.999, such as 0.1");
        string below = $"and such that {Shown.Number(rate, "0.######")} of --rate and the effect make less than 1";
        return new SimulateOptions
        {
            Users = line.Number("--users", 60_000, 1000, 1_000_000),
            Rate = rate,
            Lift = line.Decimal("--lift", 0.1, l => l is >= -0.9 and <= 10 && rate * (1 + l) < 1, $"from -0.9 to 10, {below}"),
            MinimumEffect = line.Decimal(
                "--minimum-effect",
                Math.Min(0.1, 0.9 * ((1 / rate) - 1)),
                e => e is > 0 and <= ExperimentMetric.MaxEffect && rate * (1 + e) < 1,
                $"above 0 and at most {ExperimentMetric.MaxEffect:0}, {below}"),
            Looks = line.Number("--looks", 20, 1, 100),
            Seed = line.Number("--seed", 7, 0, int.MaxValue),
            Store = line.Text("--store") is not { } store
                ? null
                : !string.IsNullOrWhiteSpace(store)
                    ? store
                    : throw new UsageException("--store is empty; name a file, such as reliability.db."),
        };
    }
}
