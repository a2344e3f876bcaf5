using System.Collections.Concurrent;
using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>
/// The variants that units of one sticky experiment were exposed to first, as far as this process looked them up of late. Two generations bound it. That a unit was
/// never exposed is known for one version of the experiment only, since another may take it. Safe for concurrent use; a hit allocates nothing.
/// </summary>
internal sealed class FirstVariants
{
    private const int PerGeneration = 1 << 15;
    private readonly Lock _gate = new();
    private Generations _known = new([], []);

    /// <summary>Whether it is known; a <see langword="null"/> variant then means that the unit was never exposed.</summary>
    public bool TryGet(string unit, ETag version, out string? variant)
    {
        Generations known = Volatile.Read(ref _known);
        if (!known.Young.TryGetValue(unit, out First first) && !known.Old.TryGetValue(unit, out first))
        {
            variant = null;
            return false;
        }

        variant = first.Variant;
        return variant is not null || first.Version == version;
    }

    /// <summary>Notes what a look-up found, or the draw that the unit is given now.</summary>
    /// <returns>What counts: the variant that a look-up on another thread noted before, if there is one.</returns>
    public string? Add(string unit, string? variant, ETag version)
    {
        lock (_gate)
        {
            if (TryGet(unit, version, out string? before) && before is not null)
            {
                return before;
            }

            if (_known.Young.Count >= PerGeneration)
            {
                Volatile.Write(ref _known, new Generations([], _known.Young));
            }

            _known.Young[unit] = new First(variant, version);
            return variant;
        }
    }

    private readonly record struct First(string? Variant, ETag Version);

    private sealed record Generations(ConcurrentDictionary<string, First> Young, ConcurrentDictionary<string, First> Old);
}
