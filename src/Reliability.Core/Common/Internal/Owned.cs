using System.Text;
using Reliability.Storage;

namespace Reliability.Common.Internal;

/// <summary>
/// The one place where names of leases, streams, collections, series and enrollments are made: each belongs to a service.
/// </summary>
internal static class Owned
{
    public static CollectionId Collection(string service, string kind) => new(service, kind);

    /// <summary>The documents of a kind that belong to one thing of the service, such as the experiment <c>button</c>.</summary>
    public static CollectionId Collection(string service, string kind, string item) => new(service, StoreName.Join(kind + ":", item));

    public static StreamId Stream(string service, string kind) => new(service, kind);

    public static ExperimentId Experiment(string service, string key) => new(service, key);

    /// <summary>The lease of one thing of a kind, such as the objective <c>checkout</c>.</summary>
    public static LeaseId Lease(string service, string kind, string item) => new(service, StoreName.Join(kind + ":", item));

    /// <summary>The series of what an objective measures. Events that were judged by another measure lie in another series.</summary>
    public static SeriesId Series(string service, string objective, string? measure)
    {
        // What stands last in brackets is the measure, also where an objective's name itself ends with brackets.
        string? last = measure ?? (objective.EndsWith(')') ? "events" : null);
        return new SeriesId(service, last is null ? objective : StoreName.Join(string.Empty, $"{objective} ({last})"));
    }

    /// <summary>The series that counts events of another one which ended before they could be judged.</summary>
    public static SeriesId Abandoned(SeriesId of) => Series(of.Service, of.Name, "abandoned");

    /// <summary>The series that counts failures which another one leaves out.</summary>
    public static SeriesId Failed(SeriesId of) => Series(of.Service, of.Name, "failed");

    /// <summary>The series that counts the bad events of another one which come from one source.</summary>
    /// <param name="of">The series.</param>
    /// <param name="source">The source as one text; null for all that are not counted apart.</param>
    public static SeriesId BadEvents(SeriesId of, string? source)
    {
        const string Kind = "bad:";
        int room = SeriesId.MaxNameBytes - Encoding.UTF8.GetByteCount(of.Name) - " ()".Length - Kind.Length;
        return Series(of.Service, of.Name, Kind + (source is null ? "other" : StoreName.Shorten(source, Math.Max(room, 40))));
    }

    /// <summary>The series of the events of a metric that have one value of the dimension by which it is split.</summary>
    /// <param name="of">The series of the metric.</param>
    /// <param name="dimension">The dimension.</param>
    /// <param name="value">The value, as <see cref="SplitText"/> returns it.</param>
    public static SeriesId Value(SeriesId of, string dimension, string value)
    {
        string name = dimension.Replace("%", "%25", StringComparison.Ordinal).Replace("=", "%3D", StringComparison.Ordinal);
        string kind = $"value:{name}={value}";
        int room = SeriesId.MaxNameBytes - Encoding.UTF8.GetByteCount(of.Name) - " ()".Length;
        return Series(of.Service, of.Name, StoreName.Shorten(kind, Math.Max(room, 40)));
    }

    /// <summary>A service as people may name it.</summary>
    /// <exception cref="ArgumentException">
    /// The name is empty or longer than 200 bytes, is white space, holds control characters, or is not in normalization form C.
    /// </exception>
    public static string RequireService(string service, string parameter)
    {
        StoreName.Require(service, parameter);
        return service.AsSpan().IsWhiteSpace()
            ? throw new ArgumentException("A name of white space alone cannot be told from another.", parameter)
            : service.IsNormalized()
                ? service
                : throw new ArgumentException(
                    $"The service name '{service}' is not in Unicode normalization form C, so that another spelling would look the same "
                    + $"and be another service. Use '{service.Normalize()}' in its composed form.",
                    parameter);
    }
}
