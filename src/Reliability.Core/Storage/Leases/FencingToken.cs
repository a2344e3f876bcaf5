using System.Globalization;

namespace Reliability.Storage;

/// <summary>
/// Tells holders of a job apart, also over moves and losses of the store that keeps the leases: what is written beside a token is refused to whoever comes with a
/// smaller one. A higher epoch wins; within an epoch, a higher number.
/// </summary>
public readonly record struct FencingToken : IComparable<FencingToken>
{
    /// <summary>Initializes a new instance of the <see cref="FencingToken"/> struct.</summary>
    /// <param name="epoch">How often the service began to count leases again, because the store that holds them did not know the epoch before; 1 or more.</param>
    /// <param name="number"><see cref="Lease.Token"/> of the lease.</param>
    public FencingToken(long epoch, long number)
    {
        Epoch = epoch;
        Number = number;
    }

    /// <summary>How often the service began to count leases again, because the store that holds them did not know the epoch before; 1 or more.</summary>
    public long Epoch { get; init; }

    /// <summary><see cref="Lease.Token"/> of the lease.</summary>
    public long Number { get; init; }

    /// <inheritdoc/>
    public int CompareTo(FencingToken other) => Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Number.CompareTo(other.Number);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}.{Number}");

    /// <summary>Whether a token is smaller than another.</summary>
    /// <param name="left">A token.</param>
    /// <param name="right">Another.</param>
    public static bool operator <(FencingToken left, FencingToken right) => left.CompareTo(right) < 0;

    /// <summary>Whether a token is greater than another.</summary>
    /// <param name="left">A token.</param>
    /// <param name="right">Another.</param>
    public static bool operator >(FencingToken left, FencingToken right) => left.CompareTo(right) > 0;

    /// <summary>Whether a token is at most another.</summary>
    /// <param name="left">A token.</param>
    /// <param name="right">Another.</param>
    public static bool operator <=(FencingToken left, FencingToken right) => left.CompareTo(right) <= 0;

    /// <summary>Whether a token is at least another.</summary>
    /// <param name="left">A token.</param>
    /// <param name="right">Another.</param>
    public static bool operator >=(FencingToken left, FencingToken right) => left.CompareTo(right) >= 0;
}
