using System.Collections;
using Reliability.Common.Internal;
using Reliability.Storage;

namespace Reliability.Incidents;

/// <summary>The incidents that are not resolved, the latest start first, and the documents that could not be read.</summary>
public sealed class OpenIncidents : IReadOnlyList<Incident>
{
    private readonly Incident[] _incidents;

    /// <summary>Initializes a new instance of the <see cref="OpenIncidents"/> class.</summary>
    /// <param name="incidents">The incidents, the latest start first.</param>
    /// <param name="unreadable">The documents that could not be read.</param>
    public OpenIncidents(IReadOnlyList<Incident> incidents, IReadOnlyList<UnreadableDocument> unreadable)
    {
        _incidents = Check.Copy(incidents);
        Unreadable = Check.Copy(unreadable);
    }

    /// <summary>Gets the documents that could not be read, with the reason. Whether these incidents are open is not known.</summary>
    public IReadOnlyList<UnreadableDocument> Unreadable { get; }

    /// <inheritdoc/>
    public int Count => _incidents.Length;

    /// <inheritdoc/>
    public Incident this[int index] => _incidents[index];

    /// <inheritdoc/>
    public IEnumerator<Incident> GetEnumerator() => _incidents.AsEnumerable().GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
