using System.Globalization;

namespace Reliability.Storage;

/// <summary>
/// A token that orders the successive holders of a job, even if the store that keeps the leases moves or loses data. A writer with a
/// smaller token than the stored one is rejected. A higher epoch wins. Within an epoch, a higher number wins.
/// </summary>
public readonly record struct FencingToken : IComparable<FencingToken>
{
    /// <summary>Initializes a new instance of the <see cref="FencingToken"/> struct.</summary>
    /// <param name="epoch">
    /// The number of times that the service has restarted the numbering of its leases because the lease store did not know the previous
    /// epoch, 1 or more.
    /// </param>
    /// <param name="number">The <see cref="Lease.Token"/> of the lease.</param>
    public FencingToken(long epoch, long number)
    {
        Epoch = epoch;
        Number = number;
    }

    /// <summary>
    /// Gets the number of times that the service has restarted the numbering of its leases because the lease store did not know the
    /// previous epoch, 1 or more.
    /// </summary>
    public long Epoch { get; init; }

    /// <summary>Gets the <see cref="Lease.Token"/> of the lease.</summary>
    public long Number { get; init; }

    /// <inheritdoc/>
    public int CompareTo(FencingToken other) => Epoch != other.Epoch ? Epoch.CompareTo(other.Epoch) : Number.CompareTo(other.Number);

    /// <inheritdoc/>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Epoch}.{Number}");

    /// <summary>Gets a value indicating whether a token is smaller than another.</summary>
    /// <param name="left">The first token.</param>
    /// <param name="right">The second token.</param>
    public static bool operator <(FencingToken left, FencingToken right) => left.CompareTo(right) < 0;

    /// <summary>Gets a value indicating whether a token is greater than another.</summary>
    /// <param name="left">The first token.</param>
    /// <param name="right">The second token.</param>
    public static bool operator >(FencingToken left, FencingToken right) => left.CompareTo(right) > 0;

    /// <summary>Returns a value indicating whether a token is less than or equal to another.</summary>
    /// <param name="left">The first token.</param>
    /// <param name="right">The second token.</param>
    public static bool operator <=(FencingToken left, FencingToken right) => left.CompareTo(right) <= 0;

    /// <summary>Returns a value indicating whether a token is greater than or equal to another.</summary>
    /// <param name="left">The first token.</param>
    /// <param name="right">The second token.</param>
    public static bool operator >=(FencingToken left, FencingToken right) => left.CompareTo(right) >= 0;
}
