namespace ExperimentSample;

/// <summary>The time in the shop: it stands until it is set.</summary>
internal sealed class ShopClock : TimeProvider
{
    /// <summary>When the experiment starts, a Monday.</summary>
    public static readonly DateTimeOffset Start = new(2026, 1, 5, 0, 0, 0, TimeSpan.Zero);

    public DateTimeOffset Now { get; set; } = Start;

    public override DateTimeOffset GetUtcNow() => Now;
}
