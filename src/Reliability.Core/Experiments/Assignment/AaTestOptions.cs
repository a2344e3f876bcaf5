namespace Reliability.Experiments;

/// <summary>Options for how <see cref="AaTest"/> replays an assignment.</summary>
public sealed record AaTestOptions
{
    /// <summary>The maximum of <see cref="Replays"/>.</summary>
    public const int MaxReplays = 100_000;

    /// <summary>Gets the number of times that the units are assigned, each time with a new seed.</summary>
    /// <value>20 to <see cref="MaxReplays"/>. Default: 1,000.</value>
    public int Replays { get; init; } = 1000;

    /// <summary>Gets the number of replays that are compared with each other in pairs.</summary>
    /// <value>2 to 50. Default: 12, which gives 66 pairs.</value>
    public int Compared { get; init; } = 12;

    /// <summary>Gets the alpha of the tests.</summary>
    /// <value>0.001 to 0.5. Default: 0.05.</value>
    public double Alpha { get; init; } = 0.05;

    /// <summary>Gets the prefix of the new seeds, which makes a run repeatable. The default is <c>aa</c>.</summary>
    public string Seed { get; init; } = "aa";

    /// <summary>
    /// Gets the function that returns the outcome of a unit, which is the same in every replay: 1 for a success and 0 for a failure, or any
    /// finite value. By default, one unit in ten succeeds, determined by its id.
    /// </summary>
    public Func<string, double>? Outcome { get; init; }

    internal string? Fault() => this switch
    {
        { Replays: < 20 or > MaxReplays } => $"Replays must be 20 to {MaxReplays}; they are {Replays}.",
        { Compared: < 2 or > 50 } => $"Compared replays must be 2 to 50; they are {Compared}.",
        { Alpha: not (>= 0.001 and <= 0.5) } => FormattableString.Invariant($"Alpha must be 0.001 to 0.5; it is {Alpha}."),
        { Seed: null or "" } => "The seed must not be empty.",
        _ => null,
    };
}
