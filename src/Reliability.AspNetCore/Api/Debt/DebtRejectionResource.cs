namespace Reliability.AspNetCore.Internal;

internal sealed record DebtRejectionResource(string Where, string Reason);
