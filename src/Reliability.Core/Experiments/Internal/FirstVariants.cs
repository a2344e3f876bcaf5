using System.Collections.Concurrent;
using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>
/// The first variants of the units of one sticky experiment that this process has looked up recently. Two generations limit its size. An
/// entry for a unit that was never exposed is valid for one version of the experiment only, because another version may expose it. This
/// class is safe for concurrent use, and a hit allocates nothing.
/// </summary>
internal sealed class FirstVariants
{
    private const int PerGeneration = 1 << 15;
    private readonly Lock _gate = new();
    private Generations _known = new([], []);

    /// <summary>
    /// Returns a value indicating whether the unit is known. If so, a <see langword="null"/> variant means that the unit was never exposed.
    /// </summary>
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

    /// <summary>Stores the result of a look-up, or the draw that the unit is given now.</summary>
    /// <returns>The variant that counts, which is the one that a look-up on another thread stored before, if there is one.</returns>
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
