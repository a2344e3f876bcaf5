using System.Globalization;
using System.Text;
using StackExchange.Redis;

namespace Reliability.Storage.Redis.Internal;

/// <summary>
/// Creates all keys. The keys of one scope (a service or an experiment) share a hash tag, so that they are on one node of a Cluster and one
/// script can use all of them.
/// </summary>
internal sealed class KeyFactory(string prefix)
{
    private readonly string _root = prefix + ":v3:";

    public string Prefix { get; } = prefix;

    /// <summary>Has no version in its name, so that every version finds it.</summary>
    public RedisKey Format { get; } = prefix + ":format";

    public RedisKey Services => _root + "services";

    public RedisKey Collections => _root + "collections";

    public RedisKey Streams => _root + "streams";

    public RedisKey Experiments => _root + "experiments";

    /// <summary>Hash: producer to sequence and newest bucket.</summary>
    public RedisKey Producers(string service) => Scope(service) + "s:producers";

    /// <summary>
    /// Hash: the time zone of the days of a service, when it was first written, and how often its sketches were folded and trimmed.
    /// </summary>
    public RedisKey State(string service) => Scope(service) + "s:state";

    /// <summary>Sorted set: the names of the series of a service by their newest day.</summary>
    public RedisKey Series(string service) => Scope(service) + "s:series";

    /// <summary>Sorted set: the blocks of a tier.</summary>
    public RedisKey Blocks(string service, TierLayout tier) => $"{Scope(service)}s:{tier.Letter}";

    /// <summary>Hash: slot and series to the packed bucket.</summary>
    public RedisKey Buckets(string service, TierLayout tier, long block) =>
        string.Create(CultureInfo.InvariantCulture, $"{Scope(service)}s:{tier.Letter}:{block}");

    /// <summary>Hash: slot and series to the sketch.</summary>
    public RedisKey Sketches(string service, TierLayout tier, long block) =>
        string.Create(CultureInfo.InvariantCulture, $"{Scope(service)}s:{tier.Letter}:{block}:sketches");

    /// <summary>List: the journal entries of a chunk that are not folded yet, oldest first.</summary>
    public RedisKey Journal(string service, int chunk) =>
        string.Create(CultureInfo.InvariantCulture, $"{Scope(service)}s:journal:{chunk}");

    /// <summary>Text: how long the tiers of a service and their sketches are kept.</summary>
    public RedisKey Retention(string service) => Scope(service) + "s:retention";

    /// <summary>Hash: id to ETag and JSON.</summary>
    public RedisKey Documents(CollectionId collection) => $"{Scope(collection.Service)}d:documents:{collection.Name}";

    /// <summary>Sorted set: the ids of a collection in the order of their bytes.</summary>
    public RedisKey DocumentIds(CollectionId collection) => $"{Scope(collection.Service)}d:ids:{collection.Name}";

    /// <summary>Hash: position to event.</summary>
    public RedisKey Events(StreamId stream) => $"{Scope(stream.Service)}e:events:{stream.Name}";

    /// <summary>Hash: id of an append to the position of its last event.</summary>
    public RedisKey Appends(StreamId stream) => $"{Scope(stream.Service)}e:appends:{stream.Name}";

    /// <summary>Hash: job to its lease, and an empty field name to the last token of any job.</summary>
    public RedisKey Leases(string service) => Scope(service) + "l:leases";

    /// <summary>Hash: unit to the time of its first exposure, whether it is crossed, and its variant.</summary>
    public RedisKey Units(ExperimentId experiment) => Scope(experiment) + "x:units";

    /// <summary>Hash: unit and metric to the values of the unit.</summary>
    public RedisKey UnitValues(ExperimentId experiment) => Scope(experiment) + "x:values";

    /// <summary>Hash: the number of units of each variant, the sums of each of its metrics, and the number of crossed units.</summary>
    public RedisKey ArmSums(ExperimentId experiment) => Scope(experiment) + "x:sums";

    /// <summary>Hash: producer to its latest sequence and the result of that batch.</summary>
    public RedisKey EnrollmentProducers(ExperimentId experiment) => Scope(experiment) + "x:producers";

    /// <summary>The keys of an experiment: units, their values, sums and producers.</summary>
    public RedisKey[] Enrollment(ExperimentId experiment) =>
        [Units(experiment), UnitValues(experiment), ArmSums(experiment), EnrollmentProducers(experiment)];

    /// <summary>The same keys of an experiment that is being imported, and a hash of the id and the position of the import.</summary>
    public RedisKey[] StagedEnrollment(ExperimentId experiment)
    {
        string scope = Scope(experiment) + "i:";
        return [scope + "units", scope + "values", scope + "sums", scope + "producers", scope + "progress"];
    }

    private string Scope(ExperimentId experiment) => Scope(NamePair.Join(experiment.Service, experiment.Key));

    private string Scope(string name) => $"{_root}{{{Escape(name)}}}:";

    /// <summary>Braces would end the hash tag. '%' is also escaped, so that no two names share a tag.</summary>
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
