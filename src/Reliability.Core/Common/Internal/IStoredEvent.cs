using System.Collections.Frozen;
using System.Text.Json.Serialization.Metadata;

namespace Reliability.Common.Internal;

/// <summary>A record that is stored as the content of events: it says in which stream, in which format and how it is written.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
internal interface IStoredEvent<TSelf>
    where TSelf : IStoredEvent<TSelf>
{
    /// <summary>The stream within a service.</summary>
    static abstract string Stream { get; }

    /// <summary>The format that is written, 1 or more; all formats up to it are read.</summary>
    static abstract int Format { get; }

    static abstract JsonTypeInfo<TSelf> Json { get; }

    /// <summary>
    /// The types of events that hold such a record. An event of another type was written by a later version, and is passed on as unknown.
    /// </summary>
    static abstract FrozenSet<string> Types { get; }

    /// <summary>The format of this very record.</summary>
    int V { get; }
}
