using Reliability.Storage;

namespace Reliability.AspNetCore.Internal;

/// <summary>A stored document that cannot be read. What it says is left out.</summary>
internal sealed record UnreadableResource(string Service, string Document, string Reason)
{
    public static UnreadableResource From(UnreadableDocument one) =>
        new(one.Id.Collection.Service, $"{one.Id.Collection.Name}/{one.Id.Id}", one.Reason);
}
