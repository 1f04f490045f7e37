# The command line without anything else: `npm run build`, then `docker build -t trustscope .`
#     docker run --rm --network none -v "$PWD:/work:ro" trustscope scan
# Nothing is fetched or run while the image is made; what is inside is what the build made.
FROM node:22-slim
COPY LICENSE /opt/trustscope/
COPY dist/ /opt/trustscope/dist/
WORKDIR /work
USER node
ENTRYPOINT ["node", "/opt/trustscope/dist/cli.cjs"]
CMD ["--help"]
