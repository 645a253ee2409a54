// What build.mjs makes.
declare module "entente:names" {
  const names: Record<string, string>;
  export default names;
}
declare module "entente:world" {
  const path: string;
  export default path;
}
declare module "*.css";
