// What a wrangler.toml says, for Miniflare. An unknown key is refused: wrangler would act on it, and this would not.

/** The settings, with dotted keys as they are spelt. Values are on one line, as the README writes them. */
function read(toml) {
  const lines = toml.split("\n").filter((line) => line.trim());
  return Object.fromEntries(
    lines.map((line) => {
      const [, key, value] = /^([\w.-]+) = (.+)$/.exec(line) ?? [];
      if (!key) throw new Error(`not understood in wrangler.toml: ${line}`);
      return [key, JSON.parse(value.replace(/([\w-]+) = /g, '"$1": '))];
    }),
  );
}

/** Where the worker starts, and the options that Miniflare takes; wrangler makes the same of it. */
export function readWrangler(toml, directory) {
  const settings = read(toml);
  const { main, compatibility_date, assets, migrations, name, ...rest } = settings;
  const { "durable_objects.bindings": objects, ...unknown } = rest;
  if (Object.keys(unknown).length) throw new Error(`unknown in wrangler.toml: ${Object.keys(unknown)}`);
  const sqlite = migrations.flatMap((migration) => migration.new_sqlite_classes);
  const durable = objects.map(({ name, class_name }) => [
    name,
    { className: class_name, useSQLite: sqlite.includes(class_name) },
  ]);
  return {
    main: `${directory}/${main}`,
    options: {
      name,
      compatibilityDate: compatibility_date,
      durableObjects: Object.fromEntries(durable),
      assets: {
        directory: `${directory}/${assets.directory}`,
        binding: assets.binding,
        routerConfig: { has_user_worker: true },
      },
    },
  };
}
