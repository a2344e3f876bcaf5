namespace Storefront;

/// <summary>The switch: one fault at a time.</summary>
internal sealed class FaultSwitch
{
    private int _requests;

    public Fault Current { get; set; }

    /// <summary>Whether this request is the one in so many that the fault hits.</summary>
    public bool Hits(Fault fault, int oneIn) => Current == fault && Interlocked.Increment(ref _requests) % oneIn == 0;
}
