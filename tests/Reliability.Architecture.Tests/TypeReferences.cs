using System.Reflection;

namespace Reliability.Architecture.Tests;

/// <summary>The types that the signatures and the bodies of a type refer to.</summary>
internal static class TypeReferences
{
    private const BindingFlags All =
        BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    public static HashSet<Type> Of(Type type)
    {
        HashSet<Type> found = [];
        foreach (MemberInfo member in type.GetMembers(All).Append(type))
        {
            AddMember(found, member);
        }

        return found;
    }

    private static void AddMember(HashSet<Type> found, MemberInfo? member)
    {
        switch (member)
        {
            case Type type:
                Add(found, type.BaseType);
                Array.ForEach(type.GetInterfaces(), one => Add(found, one));
                break;
            case FieldInfo field:
                Add(found, field.FieldType);
                break;
            case MethodBase method:
                AddSignature(found, method);
                AddBody(found, method);
                break;
        }
    }

    private static void AddSignature(HashSet<Type> found, MethodBase method)
    {
        Array.ForEach(method.GetParameters(), parameter => Add(found, parameter.ParameterType));
        Add(found, (method as MethodInfo)?.ReturnType);
        if (method.IsGenericMethod)
        {
            Array.ForEach(method.GetGenericArguments(), one => Add(found, one));
        }
    }

    private static void AddBody(HashSet<Type> found, MethodBase method)
    {
        foreach (LocalVariableInfo local in method.GetMethodBody()?.LocalVariables ?? [])
        {
            Add(found, local.LocalType);
        }

        foreach (MemberInfo member in Calls.MembersIn(method))
        {
            Add(found, member as Type ?? member.DeclaringType);
            if (member is MethodBase called)
            {
                AddSignature(found, called);
            }
        }
    }

    private static void Add(HashSet<Type> found, Type? type)
    {
        if (type is null)
        {
            return;
        }

        if (type.HasElementType)
        {
            Add(found, type.GetElementType());
            return;
        }

        found.Add(type.IsConstructedGenericType ? type.GetGenericTypeDefinition() : type);
        Array.ForEach(type.GenericTypeArguments, one => Add(found, one));
    }
}
