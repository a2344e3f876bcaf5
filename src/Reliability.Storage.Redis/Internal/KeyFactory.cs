using System.Globalization;
using System.Text;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// Every key there is. The keys of one scope (a service, an experiment) share a hash tag, so that they live on one node of a Cluster and
/// one script may use them all.
/// </summary>
internal sealed class KeyFactory(string prefix)
{
    private readonly string _root = prefix + ":v2:";

    public string Prefix { get; } = prefix;

    /// <summary>Outside of any version, so that every version finds it.</summary>
    public RedisKey Format { get; } = prefix + ":format";

    public RedisKey Services => _root + "services";

    public RedisKey Collections => _root + "collections";

    public RedisKey Streams => _root + "streams";

    public RedisKey Experiments => _root + "experiments";

    /// <summary>Hash: producer to sequence and newest bucket.</summary>
    public RedisKey Producers(string service) => Scope(service) + "s:producers";

    /// <summary>Sorted set: the names of a service's series by their newest hour.</summary>
    public RedisKey Series(string service) => Scope(service) + "s:series";

    /// <summary>Sorted set: the blocks that a tier has.</summary>
    public RedisKey Blocks(string service, TierLayout tier) => $"{Scope(service)}s:{tier.Letter}";

    /// <summary>Hash: slot and series to the packed bucket.</summary>
    public RedisKey Buckets(string service, TierLayout tier, long block) =>
        string.Create(CultureInfo.InvariantCulture, $"{Scope(service)}s:{tier.Letter}:{block}");

    /// <summary>Hash: slot and series to the sketch.</summary>
    public RedisKey Sketches(string service, TierLayout tier, long block) =>
        string.Create(CultureInfo.InvariantCulture, $"{Scope(service)}s:{tier.Letter}:{block}:sketches");

    /// <summary>Text: how long the tiers of a service are kept.</summary>
    public RedisKey Retention(string service) => Scope(service) + "s:retention";

    /// <summary>Hash: id to ETag and JSON.</summary>
    public RedisKey Documents(CollectionId collection) => $"{Scope(collection.Service)}d:documents:{collection.Name}";

    /// <summary>Sorted set: the ids of a collection in the order of their bytes.</summary>
    public RedisKey DocumentIds(CollectionId collection) => $"{Scope(collection.Service)}d:ids:{collection.Name}";

    /// <summary>Hash: position to event.</summary>
    public RedisKey Events(StreamId stream) => $"{Scope(stream.Service)}e:events:{stream.Name}";

    /// <summary>Hash: id of an append to the position of its last event.</summary>
    public RedisKey Appends(StreamId stream) => $"{Scope(stream.Service)}e:appends:{stream.Name}";

    /// <summary>Hash: job to its last lease.</summary>
    public RedisKey Leases(string service) => Scope(service) + "l:leases";

    /// <summary>Hash: unit to the time of its first sight, whether it is crossed, and its arm.</summary>
    public RedisKey Units(ExperimentId experiment) => Scope(experiment) + "x:units";

    /// <summary>Hash: unit and metric to what the unit did.</summary>
    public RedisKey UnitValues(ExperimentId experiment) => Scope(experiment) + "x:values";

    /// <summary>Hash: the units of each arm, the sums of each of its metrics, and how many units are crossed.</summary>
    public RedisKey ArmSums(ExperimentId experiment) => Scope(experiment) + "x:sums";

    /// <summary>Hash: producer to its last sequence and what became of that batch.</summary>
    public RedisKey EnrollmentProducers(ExperimentId experiment) => Scope(experiment) + "x:producers";

    private string Scope(ExperimentId experiment) => Scope(NamePair.Join(experiment.Service, experiment.Key));

    private string Scope(string name) => $"{_root}{{{Escape(name)}}}:";

    /// <summary>Braces would end the hash tag; '%' is escaped as well so that no two names share a tag.</summary>
    private static string Escape(string name)
    {
        if (name.AsSpan().IndexOfAny('%', '{', '}') < 0)
        {
            return name;
        }

        return new StringBuilder(name)
            .Replace("%", "%25")
            .Replace("{", "%7B")
            .Replace("}", "%7D")
            .ToString();
    }
}
