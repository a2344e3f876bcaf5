using Reliability.Slos;

namespace Reliability.Architecture.Tests;

/// <summary>Types of <c>Slos</c> form no circle, so that each can be read after those that it uses.</summary>
public sealed class TypeCircleTests
{
    [Fact]
    public void Types_of_Slos_form_no_circle()
    {
        Dictionary<Type, HashSet<Type>> uses = [];
        foreach (Type type in typeof(SloDefinition).Assembly.GetTypes().Where(IsOfSlos))
        {
            Type owner = OwnerOf(type);
            uses.TryAdd(owner, []);
            uses[owner].UnionWith(TypeReferences.Of(type).Where(IsOfSlos).Select(OwnerOf).Where(one => one != owner));
        }

        string[][] circles =
        [
            .. uses.Keys.Select(type => CircleOf(type, uses)).Where(circle => circle.Length > 1).DistinctBy(circle => circle[0]),
        ];
        circles.Should().BeEmpty();
    }

    private static bool IsOfSlos(Type type) => type.Namespace is "Reliability.Slos" or "Reliability.Slos.Internal";

    /// <summary>A nested type belongs to the type around it, and a case of a closed union to the union.</summary>
    private static Type OwnerOf(Type type) => type switch
    {
        { DeclaringType: { } outer } => OwnerOf(outer),
        { BaseType: { IsAbstract: true } union } when IsOfSlos(union) => OwnerOf(union),
        _ => type,
    };

    /// <summary>The types that a type reaches and that reach it, by name.</summary>
    private static string[] CircleOf(Type type, Dictionary<Type, HashSet<Type>> uses) =>
    [
        .. Reached(type, uses).Where(other => Reached(other, uses).Contains(type)).Select(one => one.Name).Order(StringComparer.Ordinal),
    ];

    private static HashSet<Type> Reached(Type type, Dictionary<Type, HashSet<Type>> uses)
    {
        HashSet<Type> reached = [];
        Queue<Type> open = new(uses[type]);
        while (open.TryDequeue(out Type? next))
        {
            if (reached.Add(next))
            {
                Array.ForEach([.. uses[next]], open.Enqueue);
            }
        }

        return reached;
    }
}
