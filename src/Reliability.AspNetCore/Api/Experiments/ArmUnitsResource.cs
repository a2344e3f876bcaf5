namespace Reliability.AspNetCore.Internal;

internal sealed record ArmUnitsResource(string Variant, long Units);
