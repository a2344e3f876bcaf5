using Reliability.Storage;

namespace Reliability.AspNetCore.Internal;

/// <summary>An item that cannot be read.</summary>
internal sealed record DebtUnreadableResource(string Id, string Reason)
{
    public static DebtUnreadableResource From(UnreadableDocument one) => new(one.Id.Id, one.Reason);
}
