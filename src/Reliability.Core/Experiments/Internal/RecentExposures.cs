using Reliability.Storage;

namespace Reliability.Experiments.Internal;

/// <summary>
/// The exposures that the store acknowledged recently, so that a returning unit causes no further writes. Two generations limit their
/// number. Any thread may ask, which allocates nothing; only one thread at a time may add.
/// </summary>
internal sealed class RecentExposures(int perGeneration)
{
    private const int FirstSlots = 1 << 8;

    /// <summary>The most slots that are looked at, so that ids of equal hashes, which a visitor may choose, have a bounded cost.</summary>
    private const int MaxProbes = 64;
    private Generations _known = new(new Exposure?[FirstSlots], new Exposure?[FirstSlots]);
    private int _youngCount;

    /// <summary>Returns a hash of an experiment. That of an exposure is this one xor that of its unit (<see cref="UnitHash"/>).</summary>
    public static ulong HashOf(ExperimentId experiment) =>
        UnitDraw.Mix(UnitDraw.Mix(UnitHash.Of(experiment.Service)) ^ UnitHash.Of(experiment.Key));

    public bool Contains(ulong hash, ExperimentId experiment, string unit, string variant)
    {
        Generations known = Volatile.Read(ref _known);
        return Contains(known.Young, hash, experiment, unit, variant) || Contains(known.Old, hash, experiment, unit, variant);
    }

    public void Add(ulong hash, ExperimentId experiment, string unit, string variant)
    {
        Exposure?[] young = _known.Young;
        if (Contains(young, hash, experiment, unit, variant))
        {
            return;
        }

        if (_youngCount >= perGeneration)
        {
            (young, _youngCount) = (new Exposure?[FirstSlots], 0);
            Volatile.Write(ref _known, new Generations(young, _known.Young));
        }
        else if (2 * _youngCount >= young.Length)
        {
            young = Grown(young);
            Volatile.Write(ref _known, new Generations(young, _known.Old));
        }

        _youngCount++;
        Insert(young, new Exposure(hash, experiment, unit, variant));
    }

    private static bool Contains(Exposure?[] slots, ulong hash, ExperimentId experiment, string unit, string variant)
    {
        for (int i = 0; i < MaxProbes; i++)
        {
            Exposure? exposure = Volatile.Read(ref slots[Place(slots, hash, i)]);
            if (exposure is null)
            {
                return false;
            }

            if (exposure.Hash == hash
                && string.Equals(exposure.Unit, unit, StringComparison.Ordinal)
                && string.Equals(exposure.Variant, variant, StringComparison.Ordinal)
                && exposure.Experiment == experiment)
            {
                return true;
            }
        }

        return false;
    }

    private static Exposure?[] Grown(Exposure?[] slots)
    {
        var grown = new Exposure?[slots.Length * 2];
        foreach (Exposure? exposure in slots)
        {
            if (exposure is not null)
            {
                Insert(grown, exposure);
            }
        }

        return grown;
    }

    /// <summary>Fills the first empty slot from that of the hash on, or replaces an exposure if none that is looked at is empty.</summary>
    private static void Insert(Exposure?[] slots, Exposure exposure)
    {
        int place = Place(slots, exposure.Hash, 0);
        for (int i = 0; i < MaxProbes; i++)
        {
            int next = Place(slots, exposure.Hash, i);
            if (slots[next] is null)
            {
                place = next;
                break;
            }
        }

        Volatile.Write(ref slots[place], exposure);
    }

    private static int Place(Exposure?[] slots, ulong hash, int step) => ((int)hash + step) & (slots.Length - 1);

    private sealed class Exposure(ulong hash, ExperimentId experiment, string unit, string variant)
    {
        public ulong Hash => hash;

        public ExperimentId Experiment => experiment;

        public string Unit => unit;

        public string Variant => variant;
    }

    private sealed record Generations(Exposure?[] Young, Exposure?[] Old);
}
