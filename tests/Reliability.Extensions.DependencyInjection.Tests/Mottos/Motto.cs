using System.Collections.Frozen;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using Reliability.Common.Internal;

namespace Reliability.Extensions.DependencyInjection.Tests.Mottos;

/// <summary>What the capability stores: the motto of a team. Its history is kept with the same record.</summary>
internal sealed record Motto(string Text) : IStoredDocument<Motto>, IStoredEvent<Motto>
{
    public static string Collection => "mottos";
    public static string Stream => "mottos";
    public static int Format => 1;
    public static JsonTypeInfo<Motto> Json => MottoJson.Default.Motto;
    public static FrozenSet<string> Types { get; } = ["changed"];
    public int V { get; init; } = Format;
}

[JsonSerializable(typeof(Motto))]
internal sealed partial class MottoJson : JsonSerializerContext;
