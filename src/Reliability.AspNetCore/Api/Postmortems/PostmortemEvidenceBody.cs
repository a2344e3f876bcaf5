using Reliability.Common.Internal;
using Reliability.Incidents;

namespace Reliability.AspNetCore.Internal;

/// <summary>Data that supports a postmortem, in requests and in responses.</summary>
internal sealed record PostmortemEvidenceBody
{
    public required string Title { get; init; }

    public string? Address { get; init; }

    public static PostmortemEvidenceBody From(PostmortemEvidence one) => new()
    {
        Title = one.Title,
        Address = one.Address?.AbsoluteUri,
    };

    public PostmortemEvidence ToEvidence() => new()
    {
        Title = Title,
        Address = Address is null ? null
            : Uri.TryCreate(Address, UriKind.Absolute, out Uri? address) ? address
            : throw new BadQueryException($"address: {Check.Rejection(Address, "an absolute address with http or https")}"),
    };
}
