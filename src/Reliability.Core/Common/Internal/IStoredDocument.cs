using System.Text.Json.Serialization.Metadata;

namespace Reliability.Common.Internal;

/// <summary>A record that is stored as a document: it says where, in which format and how it is written.</summary>
/// <typeparam name="TSelf">The record itself.</typeparam>
internal interface IStoredDocument<TSelf>
    where TSelf : IStoredDocument<TSelf>
{
    /// <summary>The collection within a service.</summary>
    static abstract string Collection { get; }

    /// <summary>The format that is written, 1 or more; all formats up to it are read.</summary>
    static abstract int Format { get; }

    static abstract JsonTypeInfo<TSelf> Json { get; }

    /// <summary>The format of this very record.</summary>
    int V { get; }
}
