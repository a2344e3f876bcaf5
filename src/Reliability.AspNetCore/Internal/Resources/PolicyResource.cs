namespace Reliability.AspNetCore.Internal;

internal sealed record PolicyResource(
    string Name, string Slo, decimal ActsAt, decimal RecoversAt, string Severity, bool Notifies, bool FreezesReleases, bool Runs,
    bool IsDryRun, AlertStateResource? Alert);
